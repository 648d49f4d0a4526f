// What became of a policy's setting or waiver that had no effect, or will soon have none.
#pragma once

#include <string>

#include "verdict/place.h"

namespace reallyopen {

enum class RemarkKind {
  loosening_ignored,
  waiver_expired,
  waiver_expiring,
  waiver_unused,
  waiver_too_long,
  waiver_refused,
};

struct PolicyRemark {
  RemarkKind kind = RemarkKind::loosening_ignored;
  Place place;  // empty: in a policy outside of the repository
  std::string message;
  std::string subject;
  std::string component;  // of the finding that is waived; may be empty
};

}  // namespace reallyopen
