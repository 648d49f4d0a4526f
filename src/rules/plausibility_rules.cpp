// Rules about statements that cannot be true together, and about those that state nothing.
#include <fmt/format.h>

#include "evidence/plausibility/plausibility.h"
#include "rules/catalogue.h"
#include "rules/findings.h"
#include "rules/inspection.h"
#include "text/printable.h"

namespace reallyopen {
namespace {

void add_all(const std::vector<ImplausibleStatement>& statements, Findings& findings) {
  for (const ImplausibleStatement& each : statements)
    findings.add({ .place = each.place,
                   .message = each.message,
                   .subject = each.subject,
                   .component = each.component,
                   .related = each.related });
}

constexpr Rule plausibility_rows[] = {
  {
    .id = "hardware-impossible",
    .contradicts = true,
    .title = "the training needs more than the stated hardware can do",
    .why = "A training of `t` tokens takes about 6 operations of each parameter and token (Kaplan "
           "et al. 2020, section 2.1); no hardware does more than its maker's peak.",
    .fix = "correct the accelerators, their count and hours, or the tokens and parameters",
    .fails = "model: {parameters: 7B}\n"
             "data: {total: {tokens: 2T}}\n"
             "hardware: {accelerator: A100, count: 8, wall_clock_hours: 10}\n",
    .passes = "model: {parameters: 7B}\n"
              "data: {total: {tokens: 2T}}\n"
              "hardware: {accelerator: A100, count: 1024, wall_clock_hours: 500}\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.compute, findings); },
  },
  {
    .id = "hardware-hours-differ",
    .contradicts = true,
    .title = "the stated hours, dates and accelerators cannot all be true",
    .why = "As many accelerators cannot have worked longer than the training took.",
    .fix = "correct the hours, the dates or the count",
    .fails = "hardware: {accelerator: H100, count: 8, wall_clock_hours: 10, accelerator_hours: "
             "4000}\n",
    .passes = "hardware: {accelerator: H100, count: 8, wall_clock_hours: 10, accelerator_hours: "
              "80}\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.hours, findings); },
  },
  {
    .id = "training-amount-impossible",
    .contradicts = true,
    .title = "more tokens, samples or steps are stated than the run can have had",
    .why = "A step sees one batch, and an epoch each row once.",
    .fix = "correct the steps, the batch, the length or the amount",
    .fails = "training: {stages: [{id: main, kind: pretraining, steps: 1000, tokens: 1T}]}\n"
             "hyperparameters: {batch_size: 512, sequence_length: 4096}\n",
    .passes = "training: {stages: [{id: main, kind: pretraining, steps: 1000, tokens: 2.1B}]}\n"
              "hyperparameters: {batch_size: 512, sequence_length: 4096}\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.amounts, findings); },
  },
  {
    .id = "data-total-differs",
    .contradicts = true,
    .title = "the parts of the data do not make the whole",
    .why = "Shares that sum to less, or a total above all sources together, mean that a source is "
           "missing.",
    .fix = "name the sources that are missing, or correct shares and total",
    .fails = "data: {sources: [{name: Web, access: public, share: 0.1}, {name: Books, access: "
             "public, share: 0.02}]}\n",
    .passes = "data: {sources: [{name: Web, access: public, share: 0.9}, {name: Books, access: "
              "public, share: 0.1}]}\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.totals, findings); },
  },
  {
    .id = "data-source-unlisted",
    .contradicts = true,
    .title = "a step or stage reads data that no source is",
    .why = "The list of sources has to be complete; this is one that it lacks.",
    .fix = "add it to `data.sources` with its own `id`, or correct the name",
    .fails = "data: {sources: [{id: web, name: Web crawl, access: public}]}\n"
             "training: {stages: [{id: main, kind: sft, data: [web, chats]}]}\n",
    .passes = "data: {sources: [{id: web, name: Web crawl, access: public}, {id: chats, name: "
              "Chats, access: public}]}\n"
              "training: {stages: [{id: main, kind: sft, data: [web, chats]}]}\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.unlisted, findings); },
  },
  {
    .id = "dataset-unlisted",
    .contradicts = true,
    .title = "the training loads a data set that no source names",
    .why = "The list of sources has to be complete; the script shows one that it lacks.",
    .fix = "add it to `data.sources`",
    .fails = "data: {sources: [{name: Letters, access: public}]}\n"
             "training: {scripts: train.py}\n"
             "==> train.py <==\n"
             "from datasets import load_dataset\nrows = load_dataset(\"clinc/clinc_oos\", \"plus\")\n",
    .passes = "data: {sources: [{name: CLINC OOS, access: public, url: \"https://huggingface.co/datasets/clinc/clinc_oos\"}]}\n"
              "training: {scripts: train.py}\n"
              "==> train.py <==\n"
              "from datasets import load_dataset\nrows = load_dataset(\"clinc/clinc_oos\", \"plus\")\n"
              "held_out = load_dataset(\"other/benchmark\", split=\"test\")\n",
    .check = [](const Inspection& inspection, Findings& findings) {
      for (const UnlistedDataset& each : inspection.unlisted_datasets)
        findings.add({ .place = each.place,
                       .message = fmt::format("{} is loaded here, and `data.sources` does not name it", in_backticks(each.name)),
                       .subject = each.name,
                       .component = "data-sources",
                       .related = { { each.sources, "the sources" } } });
    },
  },
  {
    .id = "data-rows-differ",
    .contradicts = true,
    .title = "more rows are stated than the committed data has",
    .why = "What is in the repository can be counted by anyone.",
    .fix = "state the rows that are there, or name the source that holds the others",
    .fails = "data: {sources: [{name: Readings, access: open, artifact: data.csv, size: {rows: "
             "2400000}}]}\n"
             "==> data.csv <==\n"
             "hour,load\n0,1.2\n1,1.4\n",
    .passes = "data: {sources: [{name: Readings, access: open, artifact: data.csv, size: {rows: "
              "2}}]}\n"
              "==> data.csv <==\n"
              "hour,load\n0,1.2\n1,1.4\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.rows, findings); },
  },
  {
    .id = "data-address-private",
    .contradicts = true,
    .title = "data is called open at an address that a stranger cannot use",
    .why = "Open and public data is what anyone can get.",
    .fix = "give the public address, or state the access as it is: `obtainable`, `unshareable` or "
           "`withheld`",
    .fails = "data: {sources: [{name: Readings, access: open, url: "
             "\"http://localhost:8000/readings.zip\"}]}\n",
    .passes = "data: {sources: [{name: Readings, access: open, url: "
              "\"https://zenodo.org/records/1/files/readings.zip\"}]}\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.addresses, findings); },
  },
  {
    .id = "data-access-differs",
    .contradicts = true,
    .title = "data is called open, and its licence or the way it is handed out is not",
    .why = "`open` means: anyone, under an open licence.",
    .fix = "state the access as it is, or correct the licence",
    .fails = "data: {sources: [{name: Readings, access: open, url: "
             "\"https://zenodo.org/records/1\", license: CC-BY-NC-4.0}]}\n",
    .passes = "data: {sources: [{name: Readings, access: public, url: "
              "\"https://zenodo.org/records/1\", license: CC-BY-NC-4.0}]}\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.access, findings); },
  },
  {
    .id = "statement-empty",
    .contradicts = true,
    .title = "a statement says nothing",
    .why = "Words in place of a value look like an answer to a form, and to nobody who wants to "
           "train the model again.",
    .fix = "state the value, or `{status: unknown, reason: ...}`",
    .fails = "hyperparameters: {learning_rate: tuned}\n",
    .passes = "hyperparameters: {learning_rate: 3.0e-4}\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.empty, findings); },
  },
  {
    .id = "reason-of-secrecy",
    .contradicts = true,
    .title = "what is kept back is called not applicable",
    .why = "`not-applicable` satisfies a claim, since there is nothing to show; what is secret is "
           "there, and not shown.",
    .fix = "write `status: withheld`",
    .fails = "preprocessing: {status: not-applicable, reason: our pipeline is proprietary}\n",
    .passes = "preprocessing: {status: withheld, reason: our pipeline is proprietary}\n",
    .check = [](const Inspection& inspection,
                Findings& findings) { add_all(inspection.plausibility.secrecy, findings); },
  },
};

}  // namespace

constinit const RuleFamily plausibility_rules = plausibility_rows;

}  // namespace reallyopen
