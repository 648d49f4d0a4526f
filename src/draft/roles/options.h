// What a program can be told on its command line, and what a launcher tells it.
#pragma once

#include <string_view>

namespace reallyopen {

// A switch that makes a program do only that: `--eval`, `--test_only`.
bool evaluates_on_request(std::string_view content);
// `--do_predict`
bool predicts_on_request(std::string_view content);

// A launcher that hands over hyperparameters: `--lr 1e-4 --batch_size 32`, `model.hidden=48`.
bool sets_options(std::string_view content);

// A launcher of a program that can train as well.
bool only_evaluates(std::string_view content);
bool only_predicts(std::string_view content);

}  // namespace reallyopen
