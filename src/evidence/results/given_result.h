// Results as files give them: a value, and the words that say of what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/cards/card.h"
#include "manifest/node.h"

namespace reallyopen {

struct GivenResult {
  std::vector<std::string> labels;  // squeezed: keys, headings of the column and the row
  std::string value;                // as written
  Place place;
  bool in_table = false;
  bool in_prose = false;
};

// `model-index` of front matter.
std::vector<GivenResult> results_of_front_matter(const Document& document);
// `.eval_results/*.yaml` of the Hub's client: [{dataset: {id, task_id}, value}]
std::vector<GivenResult> results_of_entries(const Document& document);
// Every number of a JSON or YAML file, under its keys.
std::vector<GivenResult> results_of_values(const Document& document);
// A table of results, each row with its names; of a run what it tested: `test_f1` of Lightning's
// `metrics.csv`.
std::vector<GivenResult> results_of_rows(std::string_view path, std::string_view text);
// `val_loss 1.587`, `MAE: 512.3` and `"f1": 0.9` of the lines of a log. The labels are the word
// before the number, that with the one before it, and the whole line.
std::vector<GivenResult> results_of_lines(std::string_view path, std::string_view text);
// Tables of a card, and sentences with one number behind the name of a metric.
std::vector<GivenResult> results_of_text(const Card& card);

// One name for those that people give a metric: `acc`, `Accuracy`, `accuracy,none`. Squeezed.
std::string metric_name(std::string_view metric);

}  // namespace reallyopen
