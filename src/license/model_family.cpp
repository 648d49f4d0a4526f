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
  { "llama2", { "Llama 2", "Llama 2 Community License", " meta facebook " } },
  { "llama3", { "Llama 3", "Llama Community License", " meta facebook " } },
  { "metallama3", { "Llama 3", "Llama Community License", " meta facebook " } },
  { "llama4", { "Llama 4", "Llama Community License", " meta facebook " } },
  { "codellama", { "Code Llama", "Llama 2 Community License", " meta facebook " } },
  { "llamaguard", { "Llama Guard", "Llama Community License", " meta facebook " } },
  { "gemma2b", { "Gemma", "Gemma Terms of Use", " google " } },
  { "gemma7b", { "Gemma", "Gemma Terms of Use", " google " } },
  { "gemma11", { "Gemma", "Gemma Terms of Use", " google " } },
  { "gemma2", { "Gemma 2", "Gemma Terms of Use", " google " } },
  { "gemma3", { "Gemma 3", "Gemma Terms of Use", " google " } },
  { "codegemma", { "CodeGemma", "Gemma Terms of Use", " google " } },
  { "paligemma", { "PaliGemma", "Gemma Terms of Use", " google " } },
  { "starcoder", { "StarCoder", "BigCode OpenRAIL-M", " bigcode " } },
  { "stablediffusion",
    { "Stable Diffusion", "CreativeML OpenRAIL-M or a community licence",
      " stability runway compvis " } },
  { "bloom", { "BLOOM", "BigScience RAIL", " bigscience " }, true },
  { "bloom560m", { "BLOOM", "BigScience RAIL", " bigscience " } },
  { "bloom1b", { "BLOOM", "BigScience RAIL", " bigscience " } },
  { "bloom3b", { "BLOOM", "BigScience RAIL", " bigscience " } },
  { "bloom7b", { "BLOOM", "BigScience RAIL", " bigscience " } },
  { "bloomz", { "BLOOMZ", "BigScience RAIL", " bigscience " } },
  { "c4aicommandr", { "Command R", "CC-BY-NC-4.0", " cohere " } },
  { "ayaexpanse", { "Aya Expanse", "CC-BY-NC-4.0", " cohere " } },
  { "ayavision", { "Aya Vision", "CC-BY-NC-4.0", " cohere " } },
  { "optiml", { "OPT-IML", "OPT-175B License", " meta facebook " } },
  { "falcon180b", { "Falcon 180B", "Falcon-180B TII License", " tii " } },
});

}  // namespace

const ModelFamily* restricted_family(std::string_view hub_id) {
  const std::string name = squeezed(hub_id.substr(hub_id.rfind('/') + 1));
  const auto row = std::ranges::find_if(families, [&](const FamilyRow& each) {
    return each.whole ? name == each.starts : name.starts_with(each.starts);
  });
  return row == families.end() ? nullptr : &row->family;
}

bool is_owner(const ModelFamily& family, std::string_view name) {
  const std::string known = squeezed(name);
  std::string_view rest = family.owners;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view owner = rest.substr(0, rest.find(' '));
    if (!owner.empty() && known.starts_with(owner)) return true;
    rest.remove_prefix(owner.size());
  }
  return false;
}

}  // namespace reallyopen
