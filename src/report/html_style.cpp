#include "report/html_text.h"

namespace reallyopen {

// Colours are pairs that keep a contrast of 4.5 to 1 or more, in the light and in the dark.
constinit const std::string_view html_style = R"css(
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b1f24; --quiet: #57606a; --line: #d5dae0; --code: #eef1f4;
  --good: #0f6b37; --good-back: #e2f4e8; --bad: #a8201a; --bad-back: #fde9e7;
  --unsure: #7a4d00; --unsure-back: #fdf1d8; --note: #1f4f8f; --note-back: #e6effa; --mark: #ffe08a; --shade: #8a94a066;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1116; --card: #161b22; --text: #e6eaef; --quiet: #9aa5b1; --line: #30363d; --code: #21272f;
    --good: #6fdc96; --good-back: #12301e; --bad: #ff9b93; --bad-back: #3b1715;
    --unsure: #f2c56b; --unsure-back: #35280c; --note: #93bdf5; --note-back: #14263d; --mark: #6b5410; --shade: #000000cc;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
}
main, footer { max-width: 78rem; margin: 0 auto; padding: 1rem; }
footer { color: var(--quiet); font-size: .875rem; padding-bottom: 3rem; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
code { background: var(--code); border-radius: .25rem; padding: .1em .3em; overflow-wrap: anywhere; }
a { color: var(--note); }
:focus-visible { outline: 3px solid var(--note); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
section + section { margin-top: 3.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
nav { margin-bottom: 2rem; }
h3 { font-size: 1rem; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.quiet { color: var(--quiet); margin: 0; }
.verdict { margin: 1rem 0; padding: 1rem 1.25rem; border-radius: .75rem; border: 1px solid; }
.verdict p { margin: 0; }
.verdict .answer { font-size: 1.25rem; font-weight: 650; }
.holds { color: var(--good); background: var(--good-back); }
.fails, .error { color: var(--bad); background: var(--bad-back); }
.incomplete, .warning { color: var(--unsure); background: var(--unsure-back); }
.note, .accepted { color: var(--note); background: var(--note-back); }
.verdict > p:not(.answer), .verdict a { color: var(--text); }
.tag {
  display: inline-block; border-radius: 1rem; padding: 0 .6rem; font-size: .8125rem; font-weight: 600; white-space: nowrap;
}
.plain { color: var(--quiet); background: var(--code); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(14.5rem, 1fr)); gap: .75rem; padding: 0; margin: 0; list-style: none; }
.cards li, article, .steps li, .table {
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
}
.cards li { padding: .75rem 1rem; overflow-wrap: anywhere; }
.cards .quiet { font-size: .875rem; text-wrap: balance; }
.cards .asked { border-width: 2px; border-color: var(--quiet); }
.cards .row { display: flex; justify-content: space-between; align-items: baseline; gap: .5rem; }
.cards h3 { overflow-wrap: break-word; min-width: 0; }
.bar { height: .375rem; border-radius: 1rem; background: var(--code); margin: .6rem 0 .35rem; overflow: hidden; }
.bar span { display: block; height: 100%; background: currentColor; }
.bar.holds, .bar.fails, .bar.incomplete { background: var(--code); }
.steps { padding: 0; margin: 0; list-style: none; counter-reset: step; display: grid; gap: .5rem; }
.steps li { counter-increment: step; padding: .6rem 1rem .6rem 3rem; position: relative; }
.steps li::before { content: counter(step); position: absolute; left: 1rem; color: var(--quiet); font-weight: 650; }
.place { color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
/* What is beyond the edge shows as a shadow on it. What is hidden in a cell must not widen the page. */
.table {
  position: relative; overflow-x: auto;
  background:
    linear-gradient(to left, var(--card) 30%, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to left, var(--shade), transparent) right / 1rem 100% no-repeat scroll,
    var(--card);
}
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; padding: .5rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { font-size: .8125rem; vertical-align: bottom; }
tbody th { font-weight: 500; position: sticky; left: 0; background: var(--card); min-width: 9.5rem; }
thead th:first-child { position: sticky; left: 0; background: var(--card); }
td small { display: block; color: var(--quiet); font-size: .8125rem; min-width: 5rem; max-width: 16rem; }
th + td small { min-width: 11rem; }
small code { font-size: .9375em; }
.mark { font-weight: 700; white-space: nowrap; }
.mark.holds, .mark.fails, .mark.incomplete { background: none; }
article { padding: .9rem 1rem; margin: 0 0 .75rem; }
article > p { margin: .35rem 0; }
.head { display: flex; gap: .25rem .6rem; flex-wrap: wrap; align-items: baseline; margin-bottom: .35rem; }
pre {
  display: flex; gap: .75rem; margin: .5rem 0; padding: .5rem .75rem; border-radius: .5rem; background: var(--code);
  white-space: pre-wrap; overflow-wrap: anywhere;
}
pre code { padding: 0; background: none; font-size: 1em; }
.number { color: var(--quiet); user-select: none; flex: none; overflow-wrap: normal; }
mark { background: var(--mark); color: inherit; border-radius: .2rem; }
details { margin-top: .35rem; color: var(--quiet); font-size: .9375rem; }
summary { cursor: pointer; }
@media (max-width: 30rem) {
  main, footer { padding-left: .75rem; padding-right: .75rem; }
  h1 { font-size: 1.4rem; }
  th, td { padding: .45rem .5rem; }
  tbody th { min-width: 7.5rem; }
  .verdict .answer { font-size: 1.1rem; }
  .cards { gap: .4rem; }
  .cards li:not(.asked) { padding: .4rem .75rem; }
  .cards li:not(.asked) .bar { display: none; }
}
@media print { body { background: none; } .skip { display: none; } article, .cards li, .steps li { break-inside: avoid; } }
)css";

}  // namespace reallyopen
