// TensorBoard's event files: what was logged at which step, and when.
#pragma once

#include <functional>
#include <string_view>

namespace reallyopen {

struct LoggedEvent {
  double time = 0;  // seconds since 1970
  double step = 0;
  std::string_view tag;  // `train/loss`
  double value = 0;      // not a number, where the tag holds something else
};

// Calls `visit` for each tag of each event. A record is its length, a checksum, an event and
// another checksum (TFRecord, tensorflow/core/lib/io/record_writer.h); what is cut off ends it.
void read_events(std::string_view bytes, const std::function<void(const LoggedEvent&)>& visit);

}  // namespace reallyopen
