#include "environment/accelerators.h"

#include <array>
#include <string>

#include "text/letters.h"

namespace reallyopen {
namespace {

struct Row {
  std::string_view name;  // squeezed
  double half;            // TFLOP/s
  double fastest;
};

// Data sheets of NVIDIA (Tensor Core peaks without sparsity, for the largest form factor), AMD
// Instinct, Google Cloud TPU, Intel Gaudi and AWS Trainium, as published until the middle of 2026.
// A name stands before those that it begins with.
constexpr std::array accelerator_rows = std::to_array<Row>({
  { "gb300", 2500, 5000 },    { "gb200", 2500, 5000 },
  { "b300", 2500, 5000 },     { "b200", 2250, 4500 },
  { "b100", 1750, 3500 },     { "gh200", 990, 1979 },
  { "h200", 990, 1979 },      { "h100", 990, 1979 },
  { "h800", 990, 1979 },      { "h20", 148, 296 },
  { "a100", 312, 312 },       { "a800", 312, 312 },
  { "a30", 165, 165 },        { "a40", 150, 150 },
  { "a10g", 125, 125 },       { "a10", 125, 125 },
  { "a6000", 155, 155 },      { "a5000", 111, 111 },
  { "a4000", 77, 77 },        { "l40s", 362, 733 },
  { "l40", 181, 362 },        { "l4", 121, 242 },
  { "v100", 125, 125 },       { "p100", 21, 21 },
  { "p40", 12, 12 },          { "k80", 9, 9 },
  { "t4", 65, 65 },           { "6000ada", 364, 728 },
  { "rtx5090", 419, 838 },    { "rtx5080", 225, 450 },
  { "rtx4090", 330, 660 },    { "rtx4080", 195, 390 },
  { "rtx4070", 176, 353 },    { "rtx4060", 88, 177 },
  { "rtx3090", 160, 160 },    { "rtx3080", 136, 136 },
  { "rtx3070", 87, 87 },      { "rtx3060", 65, 65 },
  { "rtx2080", 108, 108 },    { "titanrtx", 130, 130 },
  { "gtx1080", 12, 12 },      { "gtx1070", 7, 7 },
  { "gtx1660", 11, 11 },      { "mi355x", 2516, 5033 },
  { "mi350x", 2300, 4600 },   { "mi325x", 1307, 2615 },
  { "mi300x", 1307, 2615 },   { "mi300a", 981, 1961 },
  { "mi250x", 383, 383 },     { "mi250", 362, 362 },
  { "mi210", 181, 181 },      { "mi100", 185, 185 },
  { "mi50", 27, 27 },         { "tpuv7", 2307, 4614 },
  { "tpuv6e", 918, 1836 },    { "trillium", 918, 1836 },
  { "tpuv5p", 459, 918 },     { "tpuv5e", 197, 394 },
  { "tpuv5lite", 197, 394 },  { "tpuv4", 275, 275 },
  { "tpuv3", 123, 123 },      { "tpuv2", 46, 46 },
  { "gaudi3", 1835, 1835 },   { "gaudi2", 432, 865 },
  { "trainium2", 667, 1299 }, { "trainium", 210, 210 },
});

// A machine of two processors with matrix units.
constexpr double processors = 100;
constexpr double tera = 1e12;

// What stands behind a name belongs to it only where it is no further digit: `A10` is not `A100`.
bool names(std::string_view squeezed, std::string_view name) {
  for (std::size_t at = squeezed.find(name); at != std::string_view::npos;
       at = squeezed.find(name, at + 1)) {
    const bool begins = at == 0 || !is_digit(squeezed[at - 1]) || !is_digit(name.front());
    const std::size_t end = at + name.size();
    if (begins && (end == squeezed.size() || !is_digit(squeezed[end]) || !is_digit(name.back())))
      return true;
  }
  return false;
}

// Null of none, and of several.
const Row* row_in(std::string_view text) {
  const std::string name = squeezed(text);
  const Row* found = nullptr;
  for (const Row& row : accelerator_rows) {
    if (!names(name, row.name)) continue;
    // `A10G` names `A10` as well.
    if (found && found->name.find(row.name) != std::string_view::npos) continue;
    if (found) return nullptr;
    found = &row;
  }
  return found;
}

}  // namespace

std::optional<Peak> peak_of(std::string_view accelerator) {
  const std::string name = squeezed(accelerator);
  if (name == "none" || name == "cpu" || name == "cpus")
    return Peak{ processors * tera, processors * tera };
  const Row* row = row_in(accelerator);
  return row ? std::optional(Peak{ row->half * tera, row->fastest * tera }) : std::nullopt;
}

std::string_view accelerator_in(std::string_view text) {
  const Row* row = row_in(text);
  return row ? row->name : std::string_view();
}

}  // namespace reallyopen
