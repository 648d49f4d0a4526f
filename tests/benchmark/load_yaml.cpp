// Reference: loads a YAML file with yaml-cpp's own loader, and exits.
#include <yaml-cpp/yaml.h>

#include <cstddef>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const YAML::Node node = YAML::LoadFile(argv[1]);
  return node.IsMap() ? 0 : 1;
}
