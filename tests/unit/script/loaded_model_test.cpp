#include "script/loaded_model.h"

#include "license/model_family.h"
#include "script/beside_model.h"
#include "script/published_name.h"
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

TEST_CASE("libraries load published models by names of their own") {
  const auto with = [](std::string_view import, std::string_view line) {
    return std::string(import) + "\n" + std::string(line) + "\n";
  };
  struct Row {
    std::string import;
    std::string starts;
    std::string id;
    std::string honest;  // differs in one thing, and starts from nothing
  };
  for (const Row& row : std::vector<Row>{
         { "import transformers", "m = transformers.GPT2LMHeadModel.from_pretrained('gpt2')",
           "gpt2", "m = transformers.GPT2TokenizerFast.from_pretrained('gpt2')" },
         { "", "m = BertModel.from_pretrained('bert-base-uncased')", "bert-base-uncased",
           "m = BertModel.from_pretrained('bert-mine')" },
         { "import timm", "m = timm.create_model('vit_tiny', pretrained=True)", "timm/vit_tiny",
           "m = timm.create_model('vit_tiny', pretrained=False)" },
         { "from timm import create_model as make", "m = make('hf-hub:a/b', pretrained=True)",
           "a/b", "m = make('hf-hub:a/b')" },
         { "import torch", "m = torch.hub.load('a/b:v1', 'net', pretrained=True)", "a/b/net",
           "m = torch.hub.load('a/b:v1', 'net', pretrained=False)" },
         { "import torchvision", "m = torchvision.models.resnet18(weights='DEFAULT')",
           "torchvision resnet18", "m = torchvision.models.resnet18(weights=None)" },
         { "from torchvision import models as tv", "m = tv.resnet18(weights=W.ResNet18_Weights.V1)",
           "torchvision resnet18", "print(tv.resnet18(weights='V1'))" },
         { "from torchvision.models import resnet50", "m = resnet50(pretrained=True)",
           "torchvision resnet50", "m = resnet50(pretrained=args.pretrained)" },
         { "import open_clip", "m = open_clip.create_model('ViT-B-32', pretrained='laion2b')",
           "ViT-B-32 laion2b", "m = open_clip.create_model('ViT-B-32', pretrained=None)" },
         { "import keras", "b = keras.applications.MobileNetV2(include_top=False)",
           "keras.applications MobileNetV2",
           "b = keras.applications.MobileNetV2(include_top=False, weights=None)" },
         { "import tensorflow as tf", "b = tf.keras.applications.VGG16(weights='imagenet')",
           "keras.applications VGG16", "b = tf.keras.applications.VGG16(weights='own.h5')" },
         { "import keras_hub", "b = keras_hub.models.Backbone.from_preset('bert_tiny')",
           "bert_tiny", "b = keras_hub.models.Tokenizer.from_preset('bert_tiny')" },
         { "import spacy", "nlp = spacy.load('en_core_web_sm')\nnlp.update(examples)",
           "en_core_web_sm", "nlp = spacy.load('en_core_web_sm')\nn = len(nlp(text))" },
         { "from sentence_transformers import SentenceTransformer",
           "m = SentenceTransformer('all-MiniLM-L6-v2')\nm.fit(pairs)", "all-MiniLM-L6-v2",
           "m = SentenceTransformer('all-MiniLM-L6-v2')\nx = m.encode(texts)" },
         { "from huggingface_hub import hf_hub_download",
           "p = hf_hub_download('a/b', 'w.bin')\ns = torch.load(p)\nm.load_state_dict(s)", "a/b",
           "p = hf_hub_download('a/b', 'v.txt')\nm.load_state_dict(torch.load('own.pt'))" },
         { "from huggingface_hub import snapshot_download",
           "m = AutoModel.from_pretrained(snapshot_download(repo_id='a/b'))", "a/b",
           "t = AutoTokenizer.from_pretrained(snapshot_download(repo_id='a/b'))" },
         { "import keras",
           "p = keras.utils.get_file('b', 'https://x.org/b.keras')\n"
           "m.set_weights(keras.models.load_model(p).get_weights())",
           "https://x.org/b.keras",
           "p = keras.utils.get_file('b', 'https://x.org/b.csv')\nd = read(p)" },
         { "", "trainer.fit(model, ckpt_path='https://x.org/b.ckpt')", "https://x.org/b.ckpt",
           "trainer.fit(model, ckpt_path='checkpoints/b.ckpt')" },
         { "",
           "class A:\n  base: str = field(default='a/b')\nm = AutoModel.from_pretrained(x.base)",
           "a/b",
           "class A:\n  base: str = field(default='a/b')\nm = AutoModel.from_pretrained(x.y)" },
         { "", "teacher, student = net(1), BertModel.from_pretrained('a/b')", "a/b",
           "teacher, student = BertModel.from_pretrained('a/b'), net(1)" },
         { "", "def main():\n  m = BertModel.from_pretrained('a/b')", "a/b",
           "def evaluate():\n  m = BertModel.from_pretrained('a/b')" },
         { "", "c = {'base': 'a/b'}\nm = BertModel.from_pretrained(c['base'])", "a/b",
           "c = {'base': 'a/b'}\nm = BertModel.from_pretrained(c['own'])" },
         { "", "t = Trainer(BertModel.from_pretrained('a/b'), ref_model=r)", "a/b",
           "t = Trainer(own, ref_model=BertModel.from_pretrained('a/b'))" },
         { "", "m = BertModel.from_pretrained('a/b')\nm.save_pretrained('out')", "a/b",
           "m.save_pretrained('a/b')\nm = BertModel.from_pretrained('a/b')" },
       }) {
    CAPTURE(row.starts);
    CHECK(ids(loaded_in_python(with(row.import, row.starts))) == Ids{ row.id });
    CAPTURE(row.honest);
    CHECK(loaded_in_python(with(row.import, row.honest)).empty());
  }
}

TEST_CASE("the default of an option is marked as one") {
  const auto found = loaded_in_python(
    "p.add_argument('--base-model', default='a/b')\nm = "
    "AutoModel.from_pretrained(args.base_model)");
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_default);
}

TEST_CASE("models that are not trained further are known by their names") {
  for (const std::string_view name : { "VGGLoss", "ref_model", "evaluate", "rewardModel", "fid" })
    CHECK(is_beside(name));
  for (const std::string_view name : { "retrieval_model", "model", "Lossless", "student" })
    CHECK_FALSE(is_beside(name));
}

TEST_CASE("options and settings name the model that a run starts from") {
  CHECK(ids(loaded_in_shell("python t.py --model_name_or_path a/b \\\n  --base-model='c/d'")) ==
        Ids{ "a/b", "c/d" });
  CHECK(loaded_in_shell("# --base_model a/b\npython t.py --tokenizer_name a/b --out c/d").empty());
  CHECK(ids(loaded_in_settings("model_name_or_path: a/b  # gated\nmodels:\n  - model: c/d\n")) ==
        Ids{ "a/b", "c/d" });
  CHECK(ids(loaded_in_settings("{\"base_model\": \"a/b\",\n \"lr\": 1}")).empty());
  CHECK(ids(loaded_in_settings("{\n  \"base_model\": \"a/b\",\n  \"lr\": 1\n}")) == Ids{ "a/b" });
  CHECK(ids(loaded_in_settings("trainer:\n  ckpt_path: https://x.org/a.ckpt\n")) ==
        Ids{ "https://x.org/a.ckpt" });
  CHECK(ids(loaded_in_settings("[components.ner]\nsource = \"en_core_web_sm\"\n")) ==
        Ids{ "en_core_web_sm" });
  CHECK(ids(loaded_in_shell("python t.py --model_name_or_path bert-base-uncased")) ==
        Ids{ "bert-base-uncased" });
  for (const std::string_view none :
       { "ckpt_path: null\n", "ckpt_path: last.ckpt\n", "base_model: a/b\npretrained: false\n",
         "tokenizer:\n  model_name_or_path: a/b\n", "teacher:\n  base_model: a/b\nlr: 1\n" })
    CHECK(loaded_in_settings(none).empty());
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
