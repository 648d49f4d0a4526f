// Dates that cannot be in the order in which they are stated.
#include <fmt/format.h>

#include "evidence/plausibility/examinations.h"
#include "text/date.h"

namespace reallyopen {
namespace {

std::optional<int> day_at(const Node* date) { return date ? day_number(date->text) : std::nullopt; }

class DateExamination {
 public:
  DateExamination(const Declarations& declarations, Plausibility& found)
      : declarations_(declarations), found_(found) {}

  void run() {
    for (const Node* setup : each_of(declarations_.find({ "hardware" }))) {
      examine_span(*setup, "hardware");
      examine_hours(*setup);
    }
    for (const Node* stage : each_of(declarations_.find({ "training", "stages" })))
      examine_span(*stage, "training.stages");
    examine_release();
  }

 private:
  void examine_span(const Node& span, const std::string& field) {
    const Node* from = span.get("started");
    const Node* to = span.get("finished");
    if (day_at(from) && day_at(to) && *day_at(to) < *day_at(from))
      add(*to, field + ".finished", "the training finished before it started", *from);
    note_start(from);
  }

  void note_start(const Node* date) {
    if (day_at(date) && (!first_ || *day_at(date) < *day_at(first_))) first_ = date;
  }

  void examine_hours(const Node& setup) {
    const auto from = day_at(setup.get("started"));
    const auto to = day_at(setup.get("finished"));
    const auto wall = stated_number(setup.get("wall_clock_hours"));
    if (!from || !to || !wall || *to < *from || *wall <= 24.0 * (*to - *from + 2)) return;
    add(*setup.get("wall_clock_hours"), "hardware.wall_clock_hours",
        fmt::format("{} hours do not fit between the start and the end", shown_number(*wall)),
        *setup.get("started"));
    found_.hours.back().related.push_back(
      { declarations_.place(*setup.get("finished")), "it ended here" });
  }

  // What is released can be trained further afterwards, but not before it was begun.
  void examine_release() {
    const Node* release = declarations_.find({ "model", "release_date" });
    if (first_ && day_at(release) && *day_at(release) < *day_at(first_))
      add(*release, "model.release_date", "the model was released before its training started",
          *first_);
  }

  void add(const Node& date, std::string field, std::string message, const Node& start) {
    found_.hours.push_back({ declarations_.place(date),
                             std::move(field),
                             std::move(message),
                             "hardware",
                             { { declarations_.place(start), "it started here" } } });
  }

  const Declarations& declarations_;
  Plausibility& found_;
  const Node* first_ = nullptr;  // the earliest start
};

}  // namespace

void examine_dates(const Declarations& declarations, Plausibility& found) {
  DateExamination(declarations, found).run();
}

}  // namespace reallyopen
