#include "evidence/digests.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "digest/sha256.h"

namespace reallyopen {
namespace {

// Below it a thread costs more than it saves.
constexpr std::uint64_t least_shared_work = 4 << 20;
constexpr std::chrono::milliseconds between_reports{ 100 };

}  // namespace

struct Digests::Job {
  const Entry* file = nullptr;
  FileDigest* digest = nullptr;
  std::uint64_t expected = 0;  // bytes
};

namespace {

// The workers' common state; each takes the next job until none is left.
struct Work {
  std::atomic<std::size_t> next = 0;
  std::atomic<std::uint64_t> done = 0;  // bytes
  std::mutex guard;
  std::condition_variable ended;
  std::size_t running = 0;
  std::exception_ptr failure;
};

void hash_entry(const Snapshot& snapshot, const Entry& file, FileDigest& digest,
                std::atomic<std::uint64_t>& done) {
  Sha256 sha256;
  digest.status = snapshot.stream(file, [&](std::string_view piece) {
    sha256.update(piece);
    digest.size += piece.size();
    done += piece.size();
    return true;
  });
  digest.sha256 = sha256.finish();
}

}  // namespace

Digests::Digests(const Snapshot& snapshot, HashingProgress progress)
    : snapshot_(snapshot), progress_(std::move(progress)) {}

void Digests::run(std::vector<Job>& jobs, std::uint64_t total) {
  // The largest first, so that no thread starts on it when the others are done.
  std::ranges::stable_sort(jobs, std::greater<>{}, &Job::expected);
  Work work;
  const auto take_jobs = [&] {
    for (std::size_t i = work.next++; i < jobs.size(); i = work.next++)
      hash_entry(snapshot_, *jobs[i].file, *jobs[i].digest, work.done);
  };
  const std::size_t processors = std::max(1u, std::thread::hardware_concurrency());
  const std::size_t count = total < least_shared_work ? 0 : std::min(processors, jobs.size());
  if (count == 0) return take_jobs();

  work.running = count;
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < count; ++i)
    threads.emplace_back([&] {
      std::exception_ptr failure;
      try {
        take_jobs();
      } catch (...) {
        failure = std::current_exception();
      }
      const std::lock_guard lock(work.guard);
      if (failure) work.failure = failure;
      --work.running;
      work.ended.notify_one();
    });
  std::unique_lock lock(work.guard);
  while (!work.ended.wait_for(lock, between_reports, [&] { return work.running == 0; }))
    if (progress_) progress_(work.done, total);
  lock.unlock();
  threads.clear();
  if (work.failure) std::rethrow_exception(work.failure);
  if (progress_) progress_(total, total);
}

void Digests::compute(const std::vector<Entry>& files) {
  std::vector<Job> jobs;
  std::uint64_t total = 0;
  for (const Entry& file : files) {
    const auto [place, inserted] = known_.try_emplace(file.path);
    if (!inserted) continue;
    jobs.push_back({ &file, &place->second, snapshot_.read(file, 0).size });
    total += jobs.back().expected;
  }
  run(jobs, total);
}

const FileDigest& Digests::of(const Entry& file) {
  compute({ file });
  return known_.at(file.path);
}

}  // namespace reallyopen
