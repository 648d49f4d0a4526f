#include "wording/promise.h"

#include "support/catch.h"

using namespace reallyopen;

TEST_CASE("a promise is found where its words name the object") {
  struct Row {
    const char* text;
    Promised object;
  };
  const Row rows[] = {
    { "Training code will be released soon.", Promised::training_code },
    { "The training scripts will be made publicly available upon acceptance.",
      Promised::training_code },
    { "**Training code** coming soon!", Promised::training_code },
    { "- [ ] Release training code", Promised::training_code },
    { "* [ ] Open-source the fine-tuning scripts", Promised::training_code },
    { "We will release the training code once it is cleaned up.", Promised::training_code },
    { "chat models aligned by SFT and RLHF (not released yet)", Promised::training_code },
    { "This is just the README, the code is coming soon (in July 2025).", Promised::code },
    { "Code: to be released", Promised::code },
    { "We are releasing all code, checkpoints, logs (coming soon), and details.", Promised::logs },
    { "Model weights will be released upon publication.", Promised::weights },
    { "The intermediate checkpoints are not yet available yet", Promised::checkpoints },
    { "The training data has not been cleaned; the dataset will be published later.",
      Promised::data },
    { "The specific questions and test cases will be released soon. Stay tuned!", Promised::data },
    { "训练代码即将开源。", Promised::training_code },
    { "我们还没提供对RLHF训练的支持，敬请期待。", Promised::training_code },
    { "模型权重将于近期公开", Promised::weights },
    { "数据集尚未开源", Promised::data },
    { "学習コードは近日公開", Promised::training_code },
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto promises = find_promises(std::string("# Title\n\n  ") + row.text + "\n");
    REQUIRE(promises.size() == 1);
    CHECK(promises[0].line == 3);
    CHECK(promises[0].text == row.text);
    CHECK(name(promises[0].object) == name(row.object));
  }
}

TEST_CASE("what is done, comes from others or is of the next version is no promise") {
  for (const char* text :
       { "The training code is released!", "- [x] Release training code",
         "Future versions of the tuned models will be released as we improve them.",
         "| 8x7B | **Updated model coming soon!** | - |", "FP8 support coming soon.",
         "Multi-Token Prediction [coming soon](https://example.org)", "Paper Link (coming soon)",
         "Project Page (Coming soon!)", "will be continuously updated with new checkpoints",
         "Model not released.", "New data will be released every month",
         "Logs will be available under `$LOGDIR`.",
         "the base checkpoint for X was not open-sourced at the time",
         "训练代码已经开源，更多模型即将发布", "Yi 将开放更多 API keys，敬请期待。",
         "The code runs soon after the data is loaded",
         "<input placeholder=\"training code coming soon\">" }) {
    CAPTURE(text);
    CHECK(find_promises(text).empty());
  }
}

TEST_CASE("hostile lines are looked at within bounds") {
  CHECK(find_promises(std::string(100'000, 'a') + " code coming soon").empty());
  std::string many;
  for (int i = 0; i < 1'000; ++i) many += "code coming soon\n";
  CHECK(find_promises(many).size() == 100);
  CHECK(find_promises("\xFF\xFE code\n").empty());
}
