// How one mention of openness was understood: what is called open, whose it is, when, for whom.
#pragma once

#include <cstdint>
#include <vector>

#include "wording/clause.h"

namespace reallyopen {

// How the words of openness stand in the sentence.
enum class Form : std::uint8_t {
  attribute,  // an open source model
  act,        // we open-sourced the model
  predicate,  // the model is open source
  bare,       // without a verb: "Leafnet 2, fully open source"
  label,      // a heading or list item of its own: "Fully open"
};

enum class Owner : std::uint8_t {
  own,
  named,    // an open source model ...: nothing says that it is somebody else's
  generic,  // open source models
  other,
};

// Tokens, as [begin, end).
struct Words {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Reading {
  Words mention;  // with its degree: "fully open"
  Role openness = Role::open_source;
  bool degree = false;
  Form form = Form::label;
  Head head = Head::none;
  Owner owner = Owner::named;
  bool denied = false;
  bool later = false;
  bool limited = false;   // only for some uses
  bool subject = false;   // the model itself, by its name or by what it does, is meant
  bool titled = false;    // a colon follows: "Fully open: ..."
  bool enclosed = false;  // in brackets of its own: "Leafnet (open)"
  bool sibling = false;   // a link says that another repository of the same owner is meant
  // The words that decided; none where nothing did.
  Words head_words, owner_words, denied_words, later_words, limited_words;
  // On the way: the token behind the determiner, and whether words between say what a model does.
  std::size_t determiner = nowhere;
  bool does_a_task = false;
};

// Every mention of openness in a sentence, read; at most 50.
std::vector<Reading> read_mentions(const SentenceTokens& sentence);

}  // namespace reallyopen
