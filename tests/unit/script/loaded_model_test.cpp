#include "script/loaded_model.h"

#include "license/model_family.h"
#include "support/catch.h"

using namespace reallyopen;

namespace {

std::vector<std::string> ids(const std::vector<LoadedModel>& models) {
  std::vector<std::string> result;
  for (const LoadedModel& model : models) result.push_back(model.id);
  return result;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a hub id is an owner and a name, and no path") {
  for (const std::string_view id :
       { "meta-llama/Llama-3.1-8B", "openai-community/gpt2", "01-ai/Yi-6B" })
    CHECK(is_hub_id(id));
  for (const std::string_view path :
       { "gpt2", "./gpt2", "/models/gpt2", "outputs/last", "checkpoints/step-10", "a/b/c", "a/",
         "../base/model", "your-username/model", "{owner}/{name}", "owner/na me", "file.d/model" })
    CHECK_FALSE(is_hub_id(path));
}

TEST_CASE("models that Python starts from are told from what stands beside them") {
  CHECK(ids(loaded_in_python("m = AutoModelForCausalLM.from_pretrained('a/b')")) == Ids{ "a/b" });
  CHECK(ids(loaded_in_python("BASE = \"a/b\"\nm = x.BertModel.from_pretrained(BASE, dtype=t)")) ==
        Ids{ "a/b" });
  CHECK(ids(loaded_in_python("m = LlamaForCausalLM.from_pretrained(\n  "
                             "pretrained_model_name_or_path='a/b')")) == Ids{ "a/b" });
  CHECK(ids(loaded_in_python("p.add_argument('--base_model', type=str, default='a/b')")) ==
        Ids{ "a/b" });
  for (const std::string_view other :
       { "t = AutoTokenizer.from_pretrained('a/b')", "c = AutoConfig.from_pretrained('a/b')",
         "p = AutoProcessor.from_pretrained('a/b')", "s = DDPMScheduler.from_pretrained('a/b')",
         "teacher = AutoModel.from_pretrained('a/b')",
         "self.reward_model = AutoModel.from_pretrained('a/b')",
         "# m = AutoModel.from_pretrained('a/b')", "m = AutoModel.from_pretrained(args.model)",
         "print(\"AutoModel.from_pretrained('a/b')\")", "load_dataset('a/b')",
         "p.add_argument('--output_dir', default='a/b')" }) {
    CAPTURE(other);
    CHECK(loaded_in_python(other).empty());
  }
}

TEST_CASE("options and settings name the model that a run starts from") {
  CHECK(ids(loaded_in_shell("python t.py --model_name_or_path a/b \\\n  --base-model='c/d'")) ==
        Ids{ "a/b", "c/d" });
  CHECK(loaded_in_shell("# --base_model a/b\npython t.py --tokenizer_name a/b --out c/d").empty());
  CHECK(ids(loaded_in_settings("model_name_or_path: a/b  # gated\nmodels:\n  - model: c/d\n")) ==
        Ids{ "a/b", "c/d" });
  CHECK(ids(loaded_in_settings("{\"base_model\": \"a/b\",\n \"lr\": 1}")).empty());
  CHECK(ids(loaded_in_settings("{\n  \"base_model\": \"a/b\",\n  \"lr\": 1\n}")) == Ids{ "a/b" });
  CHECK(loaded_in_settings("dataset: a/b\n# base_model: a/b\n").empty());
}

TEST_CASE("a family is known by the beginning of a name, and a like name is another model") {
  for (const std::string_view id :
       { "meta-llama/Llama-3.1-8B", "meta-llama/Meta-Llama-3-8B", "someone/llama-2-7b-chat-hf",
         "google/gemma-2-9b-it", "bigscience/bloom", "bigscience/bloom-7b1",
         "bigcode/starcoderbase", "CompVis/stable-diffusion-v1-4",
         "CohereForAI/c4ai-command-r-plus" })
    CHECK(restricted_family(id) != nullptr);
  for (const std::string_view id :
       { "openlm-research/open_llama_7b", "google-bert/bert-base-uncased", "x/bloomberg-news",
         "google/gemma-4-9b", "Qwen/Qwen2.5-7B", "x/ayaka-7b", "TinyLlama/TinyLlama-1.1B" })
    CHECK(restricted_family(id) == nullptr);
}
