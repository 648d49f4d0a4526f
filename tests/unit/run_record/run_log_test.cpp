#include "run_record/run_log.h"

#include <bit>
#include <cstdint>
#include <string>

#include "support/catch.h"
#include "support/lie.h"

using namespace reallyopen;

namespace {

std::string little_endian(std::uint64_t number, std::size_t width) {
  std::string bytes;
  for (std::size_t i = 0; i < width; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFFU);
  return bytes;
}

std::string with_length(char key, const std::string& bytes) {
  return key + std::string(1, static_cast<char>(bytes.size())) + bytes;
}

// One record of TensorBoard, at a step below 128; its checksums are nobody's.
std::string event(double time, char step, const std::string& tag, float value) {
  const std::string summary = with_length('\x0A', tag) + '\x15' +
                              little_endian(std::bit_cast<std::uint32_t>(value), 4);
  const std::string message = '\x09' + little_endian(std::bit_cast<std::uint64_t>(time), 8) +
                              '\x10' + step + with_length('\x2A', with_length('\x0A', summary));
  return little_endian(message.size(), 8) + "\1\2\3\4" + message + "\5\6\7\x08";
}

const std::string events = "events.out.tfevents.1700000000.host.1.0";

}  // namespace

TEST_CASE("an event file of a trainer tells its steps, epochs, peak rate and time") {
  std::string bytes = event(1000, 10, "train/learning_rate", 3e-4F);
  bytes += event(1900, 20, "train/learning_rate", 1e-4F) + event(4600, 40, "train/epoch", 2.0F);
  const RunLog log = read_run_log("runs/" + events, bytes);
  REQUIRE(log.step);
  CHECK(log.step->value == 40);
  REQUIRE(log.epoch);
  CHECK(log.epoch->value == 2);
  REQUIRE(log.rate);
  CHECK(log.rate->value > 2.99e-4);
  CHECK(log.rate->value < 3.01e-4);
  CHECK(log.seconds == 3600);
  CHECK_FALSE(log.tick);
}

TEST_CASE("an event file without epochs counts what nothing says") {
  const RunLog log = read_run_log(events, event(1, 0, "loss", 2) + event(2, 7, "loss", 1));
  CHECK_FALSE(log.step);
  CHECK_FALSE(log.epoch);
  REQUIRE(log.tick);
  CHECK(log.tick->value == 7);
}

TEST_CASE("an event file of keras counts epochs from zero") {
  const RunLog log = read_run_log(events,
                                  event(1, 0, "epoch_loss", 2) + event(2, 4, "epoch_loss", 1));
  REQUIRE(log.epoch);
  CHECK(log.epoch->value == 4);
  CHECK(log.from_zero);
}

TEST_CASE("every part of an event file is read without a fault") {
  const std::string whole = event(1, 3, "train/epoch", 1) + event(2, 9, "lr", 1e-3F);
  for (std::size_t size = 0; size <= whole.size(); ++size)
    CHECK_NOTHROW(read_run_log(events, whole.substr(0, size)));
  std::string huge = whole;
  huge.replace(0, 8, 8, '\xFF');
  CHECK_FALSE(read_run_log(events, huge).tick);
}

TEST_CASE("a metric of MLflow tells the last step") {
  const RunLog log = read_run_log("mlruns/0/5f/metrics/lr",
                                  "1700000000000 0.001 0\n1700000060000 0.0005 11\n");
  REQUIRE(log.tick);
  CHECK(log.tick->value == 11);
  REQUIRE(log.rate);
  CHECK(log.rate->value == 0.001);
}

TEST_CASE("event files of another run are found") {
  const std::string release = "hyperparameters: {epochs: %}\ntraining: {logs: runs/}\n==> runs/" +
                              events + " <==\n";
  const auto of = [&](const std::string& epochs, const std::string& bytes) {
    std::string text = release;
    return text.replace(text.find('%'), 1, epochs) + bytes + "\n";
  };
  const std::string trainer = event(1, 60, "train/loss", 1) + event(9, 120, "train/epoch", 3);
  const std::string loop = event(1, 0, "loss", 2) + event(2, 4, "loss", 1);
  check_lies(std::vector<Lie>{
    { "fewer epochs", "run-log-differs", "TRANSPARENCY.yaml:1", of("12", trainer),
      of("3", trainer) },
    { "fewer counts than epochs", "run-log-differs", "TRANSPARENCY.yaml:1", of("50", loop),
      of("5", loop) },
  });
}
