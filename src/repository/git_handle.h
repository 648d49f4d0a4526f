// libgit2 objects that free themselves, and the one function that acquires and checks them.
#pragma once

#include <git2.h>

#include <memory>
#include <string>
#include <string_view>

namespace reallyopen {

template <auto release>
struct FreeWith {
  template <typename Object>
  void operator()(Object* object) const {
    release(object);
  }
};

using RepositoryHandle = std::unique_ptr<git_repository, FreeWith<git_repository_free>>;
using DatabaseHandle = std::unique_ptr<git_odb, FreeWith<git_odb_free>>;
using RawObjectHandle = std::unique_ptr<git_odb_object, FreeWith<git_odb_object_free>>;
using StreamHandle = std::unique_ptr<git_odb_stream, FreeWith<git_odb_stream_free>>;
using ObjectHandle = std::unique_ptr<git_object, FreeWith<git_object_free>>;
using CommitHandle = std::unique_ptr<git_commit, FreeWith<git_commit_free>>;
using TreeHandle = std::unique_ptr<git_tree, FreeWith<git_tree_free>>;
using TreeEntryHandle = std::unique_ptr<git_tree_entry, FreeWith<git_tree_entry_free>>;
using BlobHandle = std::unique_ptr<git_blob, FreeWith<git_blob_free>>;
using IndexHandle = std::unique_ptr<git_index, FreeWith<git_index_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, FreeWith<git_reference_free>>;
using SignatureHandle = std::unique_ptr<git_signature, FreeWith<git_signature_free>>;
using ConfigHandle = std::unique_ptr<git_config, FreeWith<git_config_free>>;

// Keeps libgit2 initialised while it lives.
class LibraryUse {
 public:
  LibraryUse();
  ~LibraryUse();
  LibraryUse(const LibraryUse&) = delete;
  LibraryUse& operator=(const LibraryUse&) = delete;
};

// libgit2's text for the last error of this thread, printable; valid only right after the failed
// call.
std::string last_git_error();

// Throws RepositoryError with libgit2's own text when `code` is an error.
void check_git(int code);

template <typename Handle, typename Open, typename... Arguments>
Handle acquire(Open open, Arguments... arguments) {
  typename Handle::pointer raw = nullptr;
  check_git(open(&raw, arguments...));
  return Handle(raw);
}

// As acquire(), but what does not exist is an empty handle.
template <typename Handle, typename Open, typename... Arguments>
Handle acquire_if_found(Open open, Arguments... arguments) {
  typename Handle::pointer raw = nullptr;
  int code = open(&raw, arguments...);
  if (code != GIT_ENOTFOUND) check_git(code);
  return Handle(raw);
}

std::string hex(const git_oid& id);
void set_hex(std::string& digits, const git_oid& id);

// Where a shallow clone ends: from 1.7 on libgit2 takes such a commit for a first one.
bool hides_parents(const git_commit& commit);

}  // namespace reallyopen
