#include <fmt/format.h>

#include <memory>

#include "wording/frames.h"

namespace reallyopen {
namespace {

// Pieces of the expressions below. A head is what makes the phrase a model; "an open source LLM
// inference engine" is another thing.
constexpr std::string_view words = R"((?:(?:[\w&/+.%'’()-]+|[\w.]+(?:-[\w.]+)+,) ){0,6}?)";
constexpr std::string_view head =
  R"((?i:(?:language |foundation |base |chat |diffusion )*models?|m?[lvm]lms?|chatbot|checkpoints?|reproduction|alternative|version|moe))";
constexpr std::string_view one_head =
  R"((?i:(?:language |foundation |base |chat |diffusion )*model|m?[lvm]lm(?: chatbot)?|mllms|chatbot|reproduction|alternative|version))";
constexpr std::string_view tail = R"((?:$|[^\w]))";
constexpr std::string_view other_things =
  R"((?:(?:inference|evaluation|serving|training|fine-?tuning|deployment|engines?|frameworks?|platforms?|tool\w*|librar\w+|leaderboards?|benchmarks?|communit\w+|projects?|ecosystems?|software|datasets?|cookbooks?|tutorials?|APIs?|hub|server|client|initiative)\b|code(?:$|[,.;:)]| (?:is|are|and|in|for|under|to|of|base|that)\b)))";

struct Row {
  std::optional<Wording> openness;
  Words words;
  bool heading_only;
  std::string left;
  std::string right;
};

constexpr auto none = std::nullopt;
constexpr auto source = Wording::open_source;

std::vector<Row> rows() {
  const std::string any_head = fmt::format("{}{}{}", words, head, tail);
  const std::string single = fmt::format("{}{}{}", words, one_head, tail);
  const std::string end = R"(^(?:$|[ ,.:;!)]))";
  return {
    // Denied.
    { none, Words::any, false,
      R"((?:\b(?:not|never|nor|isn't|aren't|wasn't|weren't|cannot be)(?: yet| been| fully| truly| really)* |\bnon-)$)",
      "" },
    // What is open is somebody else's, or no model.
    { none, Words::any, false,
      R"(\b(?:based on|built (?:on|upon|with)|derived from|fine-?tun\w+ (?:of|from|on)|from|like|such as|than|outperform\w*|surpass\w*|exceed\w*|beat\w*|over|compared (?:to|with)|against|between|among|bar for|(?:comparable|similar|equal|close|competitive|on par)\w*(?: [\w-]+){0,3} (?:to|with)) (?:an?|the|other|existing|all|many|most|any|some)? ?(?:[\w-]+ )?$)",
      R"(^ (?:[\w-]+ ){0,4}(?:models?|LLMs?|baselines?|reproduction)\b)" },
    { none, Words::any, false,
      R"((?i)\b(?:supports?|supporting|rel(?:y|ies|ying) on|depends? on|uses?|using|leverag\w+) (?:the |an? |other |local |various |multiple |many |some )?$)",
      R"(^ (?:[\w-]+ ){0,4}(?:models|m?[LV]LMs?)\b)" },
    { none, Words::any, false, R"((?i)\b(?:uses|using|via) an? $)",
      R"(^ (?:[\w-]+ ){0,4}model\b)" },
    { none, Words::any, false,
      R"((?i)(?:\b(?:report|paper|article|preprint)\b|论文|报告)[^.;]{0,60}: (?:an? |the )?(?:[\w-]+ ){0,3}$)",
      "" },
    { none, Words::any, false, "", R"((?i)^ licen[cs]e(?: agreement\b|-))" },
    { none, Words::any, false, "",
      R"(^ (?:[\w-]+ ){0,3}reproduction of (?:this|the|[\w'’]+ \(?private\)?)? ?(?:\w+ ){0,2}(?:dataset|data|corpus|WebText|benchmark)\b)" },
    { source, Words::source, false,
      R"((?i)\bwe(?:'ve| have| are)? (?:made|make|making) [^.;]{1,160} $)", end },
    { source, Words::source, false, R"((?i)\b(?:the|our|this) $)", R"(^ model(?:$|[,.;]| and\b))" },
    { source, Words::source, true, R"(^(?:[^:]{0,60}: )?(?:[\w.-]+ ){0,3}$)",
      R"((?i)^ (?:language )?models?(?:$| and\b))" },
    { none, Words::source, false, R"((?i)\bwe(?: have| also| fully)* $)",
      R"(^ (?:(?:the|our) )?(?:[\w-]+ ){0,2}(?:code|scripts|data|datasets?) (?:of|for) [A-Z])" },
    { source, Words::source, false, R"((?i)\bwe(?: have| also| fully)* $)",
      R"(^ [^.;]{1,120}(?:,|\band) (?:[\w-]+ ){0,3}(?:models?|weights|checkpoints)\b)" },
    // "It is now the best open sourced VLM on the leaderboard."
    { source, Words::source, false, R"((?i)\bis (?:now |currently )?the (?:[\w-]+ ){1,2}$)",
      R"((?i)^ (?:model|m?[lv]lm)s? (?:on|in|at|for)\b)" },
    { none, Words::any, false, "", fmt::format("^ {}{}[ -]{}", words, head, other_things) },
    { none, Words::any, false, "", fmt::format(R"(^ (?:[\w-]+ ){{0,3}}{})", other_things) },
    { none, Words::any, false,
      R"(\b(?:hope|hoping|plan|planning|intend|want|would like|aim|will|going) (?:to )?(?:also |all |soon |eventually )?(?:be )?$)",
      "" },
    { none, Words::any, false,
      R"((?i)\b(?:committed|aims?|goal is|mission is) to (?:build|develop|creat|train|releas|provid|mak)\w* (?:[\w-]+,? ){0,6}$)",
      "" },
    { none, Words::any, false,
      R"((?i)\b(?:advancing|improving|enhancing|aligning|evaluating|benchmarking|towards?|scaling|empowering) $)",
      R"((?i)^ (?:[\w-]+ ){0,4}(?:models|m?[lv]lms)\b)" },
    { source, Words::source, false, R"((?i)^by $)",
      R"(^ (?:the|our|these) [^.;]{0,60}\b(?:models?|LLMs?)\b)" },
    { none, Words::any, false,
      R"((?i)\b(?:compare|compared|comparing|evaluate|test)\b[^.;]{0,60}\b(?:with|to|against) (?:the|an?) $)",
      "" },
    // Open for some, or for all uses that are named.
    { Wording::qualified, Words::open, false,
      R"((?i)\b(?:models?|llms?|weights|series)(?: [\w-]+)? (?:is|are) $)",
      R"((?i)^ (?:for|to) (?:[\w-]+ ){0,3}non-? ?commercial)" },
    { Wording::open_model, Words::open, false,
      R"((?i)\b(?:models?|llms?|weights|series)(?: [\w-]+)? (?:is|are) $)",
      R"((?i)^ (?:for|to) (?:[^.;]{0,40} )?commercial (?:use|purposes))" },
    { Wording::qualified, Words::open, false,
      R"((?i)\b(?:models?|llms?|weights|series)(?: [\w-]+)? (?:is|are) $)",
      R"((?i)^ (?:for|to) (?:[\w-]+ ){0,3}(?:academic|research|education))" },
    { Wording::qualified, Words::full, false, "",
      R"((?i)^[^.]{0,20}\b(?:for|to) (?:[\w-]+ ){0,3}(?:academic|research|non-?commercial|education))" },
    { Wording::qualified, Words::source, false, "",
      R"((?i)^[^.]{0,40}\bfor (?:[\w-]+ ){0,2}(?:academic|research|non-?commercial|education\w*) (?:use|purposes?|only|research))" },
    { source, Words::source, false, R"((?i)\bwe(?: have| also| fully| will)* $)",
      R"(^ (?:(?:our|the|all) )?(?:[\w-]+ ){0,2}(?:models?|weights|checkpoints)(?:,| and\b))" },
    // "We open-source …", "… has open-sourced a … model".
    { none, Words::source, false, R"((?i)\b(?:we|have|has|and|is|are)\b(?: [\w']+){0,3} $)",
      R"((?i)^ (?:(?:the|our|an?|some|all|its|this|new|following) )?(?:[\w/.-]+ ){0,4}?(?:benchmarks?|datasets?|data|code|codebase|librar\w+|tools?|toolkit|frameworks?|evaluation|platform|repo\w*|tutorials?|demos?|scripts?|recipes?|pipelines?)\b)" },
    { source, Words::source, false,
      R"((?i)\b(?:we|our team|the team|proud to|happy to|excited to|pleased to|glad to|decided to)(?:'ve| have| are| also| now| fully| just| officially| proudly| jointly| further| hereby| released? and| trained and| developed and)* $)",
      R"(^ (?:[^.;]|\.\d){0,160}(?:\b(?:[Mm]odels?|LLMs?|[Cc]heckpoints?|[Ww]eights|[Ss]eries|Chat|Base)\b|\d[Bb]\b|[A-Z][\w.]*-[\w.-]*[ -]?\d))" },
    { source, Words::source, false,
      R"(\b[A-Z][\w.-]*\d?[\w.-]* (?:has|have) (?:also |now |fully )?$)",
      R"(^ (?:an?|the|our|its|all|\d+|several|two|three)\b[^.;]{0,80}\b(?:model|LLM|checkpoint|weight)s?\b)" },
    // "… models are open-sourced."
    { source, Words::source, false,
      R"((?i)\b(?:weights|models?|checkpoints) and (?:[\w-]+ ){0,2}code are $)", "" },
    { none, Words::any, false,
      R"((?i)\b(?:other|code|tools?|librar\w+|data(?:sets?)?|scripts?|frameworks?|projects?|benchmarks?)(?: [\w-]+){0,2} (?:is|are|was|were|has been|have been)(?: [\w-]+)? $)",
      "" },
    { none, Words::any, false,
      R"((?i)\b(?:frameworks?|code(?:base)?|tool\w*|librar\w+|datasets?|data|pipelines?|platforms?)\b,? (?:which|that) (?:is|are|was|were|has been|have been)(?: [\w-]+)? $)",
      "" },
    { none, Words::source, false,
      R"((?i)\b(?:the|our|all|training) (?:[\w-]+ )?(?:data|datasets?|code|scripts?) (?:for|of|used|to|behind)\b(?:[^.;]|\.\d){0,100} (?:is|are|was|were|been|be)(?: [\w-]+)? $)",
      "" },
    { source, Words::source, false,
      R"((?i)(?:\b(?:models?|series|llms?|checkpoints?|weights|versions?|the following)\b|\d[\w.]*b\b|[a-z]\d)(?:[^.;]|\.\d){0,120}\b(?:is|are|was|were|been|be)(?: now| also| fully| completely| officially| all| both| truly)* $)",
      end },
    { Wording::open_model, Words::open, false,
      R"((?i)\b(?:models?|llms?)(?: [\w-]+)? (?:is|are) $)",
      R"(^(?:$|[,.]| and (?:free|accessible)))" },
    { source, Words::full, false,
      R"((?i)\b(?:models?|llms?|weights|series)(?: [\w-]+)? (?:is|are) $)",
      R"(^(?:$|[,.;]| and ))" },
    // "our open weights models", "the next generation of open-source … models", "AI2's open
    // language models".
    { source, Words::source, false,
      R"((?:\b(?i:our|these|series of|family of|families of|suite of|generation of|collection of)|[A-Z][\w.]*['’]s) (?:[\w-]+,? ){0,3}$)",
      "^ " + any_head },
    { source, Words::full, false,
      R"((?:\b(?i:our|these|series of|family of|families of|suite of|generation of|create|build|building|release|releasing)|[A-Z][\w.]*['’]s) (?:[\w-]+,? ){0,3}$)",
      "^ " + any_head },
    { Wording::open_weights, Words::weights, false,
      R"((?:\b(?i:our|these|series of|family of|families of|suite of|generation of|collection of)|[A-Z][\w.]*['’]s) (?:[\w-]+,? ){0,3}$)",
      "^ " + any_head },
    { Wording::open_model, Words::open, false,
      R"((?:\b(?i:our|these|series of|family of|families of|suite of|generation of)|[A-Z][\w.]*['’]s) (?:[\w-]+,? ){0,3}$)",
      "^ " + any_head },
    // "… is a library of open-source language models".
    { source, Words::source, false,
      R"((?i)\bis an? (?:[\w-]+ )?(?:library|set|line|lineup|range) of $)", "^ " + any_head },
    // "… is an open source model", "the strongest open-source base model".
    { none, Words::any, false, R"((?i)\b(?:an?|the) (?:[\w-]+,? ){0,4}$)",
      R"(^ (?:[\w-]+ ){0,4}models? (?:such as|like)\b)" },
    { none, Words::any, false,
      R"((?i)\b(?:an?|the) (?:[\w-]+ ){1,4}(?:of|for|in|to|with) (?:[\w-]+ )?$)",
      R"(^ (?:[\w-]+ ){0,4}(?:models|LLMs)\b)" },
    { source, Words::source, false, R"((?i)\b(?:an?|our|this|the) (?:[\w-]+,? ){0,4}$)",
      "^,? " + single },
    { source, Words::full, false, R"((?i)(?:\b(?:an?|our|this|the) |^|[.:] )(?:[\w-]+,? ){0,4}$)",
      "^,? " + single },
    { Wording::open_weights, Words::weights, false,
      R"((?i)\b(?:an?|our|this|the) (?:[\w-]+,? ){0,4}$)", "^,? " + single },
    { Wording::open_model, Words::open, false, R"((?i)\b(?:an?|our|this) (?:[\w-]+,? ){0,4}$)",
      "^,? " + single },
    // "…, open-sourcing the … LLMs".
    { source, Words::source, false, R"((?i)(?:[,;:] |\band |\bby )$)",
      R"(^ (?:the|our|all|its) (?:[^.;]|\.\d){0,80}\b(?:models?|LLMs?|weights|checkpoints)\b)" },
    // "It is efficient and truly open.", "Truly open: ... access to weights"
    { source, Words::full, false, R"(\b[A-Z][\w.-]* is (?:[\w-]+ ){0,3}(?:and )?$)", R"(^[.!])" },
    { source, Words::full, false, "^$",
      R"((?i)^: (?:[^.;]|\.\d){0,80}\b(?:models?|weights|checkpoints)\b)" },
    // "Fully open-source: checkpoints and code".
    { source, Words::source, false,
      R"((?:^|[^\w ,;'’-] ?)(?i:fully|truly|completely|entirely)[ -]$)", R"(^(?:$|[:.!]))" },
    // "for comprehensive and fully open-sourced LLMs".
    { source, Words::source, false, R"((?i)\b(?:fully|truly|completely|entirely)[ -]$)",
      "^ " + any_head },
    // "Open-Source: we release the model checkpoints"
    { source, Words::source, false, "^$",
      R"((?i)^ ?: (?:we )?releas\w+ [^.;]{0,80}\b(?:models?|weights|checkpoints)\b)" },
    // "GLM-4-9B open source models", "the open source DeepSeek-R1".
    { source, Words::source, false, R"([A-Z][\w.-]*[ -]?[\w.-]*\d[\w.-]*(?: series| family)? $)",
      R"(^ (?:[\w-]+ )?models?\b)" },
    { Wording::open_weights, Words::weights, false,
      R"([A-Z][\w.-]*[ -]?[\w.-]*\d[\w.-]*(?: series| family)? $)", R"(^ (?:[\w-]+ )?models?\b)" },
    { none, Words::source, false,
      R"((?i)\b(?:than|outperform\w*|surpass\w*|over|to|with|against|like|and|from|on) the $)",
      "" },
    { source, Words::source, false, R"((?i)(?:\bthe |^)$)", R"(^ [A-Z][\w.]*-?[\w.-]*\d)" },
    // Headings.
    { none, Words::any, true,
      R"((?i)\b(?:with|vs\.?|comparisons?|against|other|using|evaluat\w+|for|on|blog|about)\b)",
      "" },
    { source, Words::source, true, R"(^(?:[^:]{0,60}: )?(?:[\w.-]+ ){0,4}$)", "^ " + any_head },
    { source, Words::full, true, R"(^(?:[^:]{0,60}: )?(?:[\w.-]+ ){0,4}$)", "^ " + any_head },
    { Wording::open_weights, Words::weights, true, R"(^(?:[^:]{0,60}: )?(?:[\w.-]+ ){0,4}$)",
      "^ " + any_head },
    { Wording::open_model, Words::open, true,
      R"(^[^:]{1,60}: (?:An? |The )?(?:[A-Z][\w-]* ){0,2}$)", "^ " + any_head },
    // "a comprehensive and open suite of … models", "This repo open-sources … models".
    { Wording::open_model, Words::open, false, R"((?i)\b(?:an?|our|this|the) (?:[\w-]+,? ){0,4}$)",
      R"(^ (?:suite|family|series|collection|set) of (?:[\w-]+ ){0,4}(?:models|LLMs)\b)" },
    { source, Words::source, false,
      R"((?i)\b(?:this|our) (?:repo\w*|project|work|paper)(?: also)? $)",
      R"(^ [^.;]{0,120}\b(?:models?|LLMs?|weights|checkpoints)\b)" },
    // A licence that is called open.
    { Wording::open_model, Words::source, false,
      R"((?i)\b(?:our|the|this|its|an?|new|introduced)(?: [\w-]+){0,2} $)",
      R"((?i)^ licen[cs]e (?:for|of) (?:the|our|this|these)\b[^.;,]{0,40}\bmodels?\b)" },
    { Wording::open_model, Words::open, false, R"((?i)\bunder (?:an?|the) (?:[\w-]+ )?$)",
      R"(^ (?:model )?licen[cs]e(?:$|[^\w-]))" },
    { Wording::open_model, Words::source, false,
      R"((?i)\b(?:models?|weights|checkpoints|series|versions?|they) (?:is|are|were|was|have been)[^.;]{0,40} under (?:an?|the) (?:[\w.-]+ ){0,2}$)",
      R"(^ licen[cs]e(?:$|[^\w-]))" },
  };
}

std::vector<Frame> compile() {
  static std::vector<std::unique_ptr<RE2>> expressions;
  const auto expression = [](const std::string& text) {
    return expressions.emplace_back(std::make_unique<RE2>(text)).get();
  };
  std::vector<Frame> frames;
  for (const Row& row : rows())
    frames.push_back(
      { row.openness, row.words, row.heading_only, expression(row.left), expression(row.right) });
  return frames;
}

}  // namespace

std::span<const Frame> english_frames() {
  static const std::vector<Frame> frames = compile();
  return frames;
}

}  // namespace reallyopen
