#include "license/model_family.h"

#include <algorithm>
#include <array>

#include "text/letters.h"

namespace reallyopen {
namespace {

struct FamilyRow {
  std::string_view starts;  // of the name behind the owner, as squeezed() leaves it
  ModelFamily family;
  bool whole = false;  // other names begin so as well: `bloomberg-news`
};

// From the licence files that the owners publish beside the weights, read in November 2026.
// Families with a release under an open licence as well (Qwen, DeepSeek, Gemma 4, Mistral) are left
// out.
constexpr std::array families = std::to_array<FamilyRow>({
  { "llama2", { "Llama 2", "Llama 2 Community License" } },
  { "llama3", { "Llama 3", "Llama Community License" } },
  { "metallama3", { "Llama 3", "Llama Community License" } },
  { "llama4", { "Llama 4", "Llama Community License" } },
  { "codellama", { "Code Llama", "Llama 2 Community License" } },
  { "llamaguard", { "Llama Guard", "Llama Community License" } },
  { "gemma2b", { "Gemma", "Gemma Terms of Use" } },
  { "gemma7b", { "Gemma", "Gemma Terms of Use" } },
  { "gemma11", { "Gemma", "Gemma Terms of Use" } },
  { "gemma2", { "Gemma 2", "Gemma Terms of Use" } },
  { "gemma3", { "Gemma 3", "Gemma Terms of Use" } },
  { "codegemma", { "CodeGemma", "Gemma Terms of Use" } },
  { "paligemma", { "PaliGemma", "Gemma Terms of Use" } },
  { "starcoder", { "StarCoder", "BigCode OpenRAIL-M" } },
  { "stablediffusion", { "Stable Diffusion", "CreativeML OpenRAIL-M or a community licence" } },
  { "bloom", { "BLOOM", "BigScience RAIL" }, true },
  { "bloom560m", { "BLOOM", "BigScience RAIL" } },
  { "bloom1b", { "BLOOM", "BigScience RAIL" } },
  { "bloom3b", { "BLOOM", "BigScience RAIL" } },
  { "bloom7b", { "BLOOM", "BigScience RAIL" } },
  { "bloomz", { "BLOOMZ", "BigScience RAIL" } },
  { "c4aicommandr", { "Command R", "CC-BY-NC-4.0" } },
  { "ayaexpanse", { "Aya Expanse", "CC-BY-NC-4.0" } },
  { "ayavision", { "Aya Vision", "CC-BY-NC-4.0" } },
  { "optiml", { "OPT-IML", "OPT-175B License" } },
  { "falcon180b", { "Falcon 180B", "Falcon-180B TII License" } },
});

}  // namespace

const ModelFamily* restricted_family(std::string_view hub_id) {
  const std::string name = squeezed(hub_id.substr(hub_id.rfind('/') + 1));
  const auto row = std::ranges::find_if(families, [&](const FamilyRow& each) {
    return each.whole ? name == each.starts : name.starts_with(each.starts);
  });
  return row == families.end() ? nullptr : &row->family;
}

}  // namespace reallyopen
