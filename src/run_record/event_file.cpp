#include "run_record/event_file.h"

#include <bit>
#include <cstdint>
#include <limits>

#include "bytes/little_endian.h"
#include "bytes/protocol_buffer.h"

namespace reallyopen {
namespace {

constexpr std::size_t before = 12;  // a length and its checksum
constexpr std::size_t after = 4;    // the checksum of the event

// Numbers of fields in event.proto, summary.proto and tensor.proto.
constexpr std::uint64_t event_time = 1;
constexpr std::uint64_t event_step = 2;
constexpr std::uint64_t event_summary = 5;
constexpr std::uint64_t summary_value = 1;
constexpr std::uint64_t value_tag = 1;
constexpr std::uint64_t value_simple = 2;
constexpr std::uint64_t value_tensor = 8;
constexpr std::uint64_t tensor_content = 4;
constexpr std::uint64_t tensor_floats = 5;

double float_in(std::string_view bytes) {
  if (bytes.size() != 4) return std::numeric_limits<double>::quiet_NaN();
  return std::bit_cast<float>(static_cast<std::uint32_t>(number_at(bytes, 0, 4)));
}

double tensor_value(std::string_view bytes) {
  ProtocolBuffer tensor(bytes);
  while (const auto field = tensor.next())
    if (field->number == tensor_content || field->number == tensor_floats)
      return float_in(field->bytes);
  return float_in("");
}

void read_value(std::string_view bytes, LoggedEvent event,
                const std::function<void(const LoggedEvent&)>& visit) {
  event.value = float_in("");
  ProtocolBuffer value(bytes);
  while (const auto field = value.next()) {
    if (field->number == value_tag) event.tag = field->bytes;
    if (field->number == value_simple) event.value = float_in(field->bytes);
    if (field->number == value_tensor) event.value = tensor_value(field->bytes);
  }
  if (!event.tag.empty()) visit(event);
}

// The summary stands behind the time and the step.
void read_event(std::string_view bytes, const std::function<void(const LoggedEvent&)>& visit) {
  LoggedEvent event;
  ProtocolBuffer fields(bytes);
  while (const auto field = fields.next()) {
    if (field->number == event_time && field->bytes.size() == 8)
      event.time = std::bit_cast<double>(number_at(field->bytes, 0, 8));
    if (field->number == event_step) event.step = static_cast<double>(field->value);
    if (field->number != event_summary) continue;
    ProtocolBuffer summary(field->bytes);
    while (const auto value = summary.next())
      if (value->number == summary_value) read_value(value->bytes, event, visit);
  }
}

}  // namespace

void read_events(std::string_view bytes, const std::function<void(const LoggedEvent&)>& visit) {
  while (bytes.size() > before + after) {
    const std::uint64_t length = number_at(bytes, 0, 8);
    if (length > bytes.size() - before - after) return;
    read_event(bytes.substr(before, length), visit);
    bytes.remove_prefix(before + length + after);
  }
}

}  // namespace reallyopen
