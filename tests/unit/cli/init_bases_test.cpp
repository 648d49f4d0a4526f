// Drafts for models that start from others.
#include <string>

#include "support/call.h"
#include "support/catch.h"
#include "support/fixture_repository.h"

using namespace reallyopen;

TEST_CASE("a draft names a training that starts from a restricted base") {
  FixtureRepository repository;
  repository
    .write("tune.py",
           "model = AutoModelForCausalLM.from_pretrained('google/gemma-2b')\n"
           "trainer = Trainer(model=model)\ntrainer.train()\n")
    .commit("model");
  const std::string text = call({ "init", repository.path(), "--stdout" }).out;
  CAPTURE(text);
  CHECK(text.find("scripts: tune.py") != std::string::npos);
  CHECK(text.find("left out") == std::string::npos);
}
