// Parses a file with libyaml, and does nothing with the events but count them.
//
// usage: parse_yaml FILE

#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

static unsigned char *read_all(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) return NULL;
  long end = ftell(file);
  if (end < 0) return NULL;
  rewind(file);
  unsigned char *bytes = malloc((size_t)end + 1);
  if (bytes) *size = fread(bytes, 1, (size_t)end, file);
  fclose(file);
  return bytes;
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  size_t size = 0;
  unsigned char *bytes = read_all(arguments[1], &size);
  yaml_parser_t parser;
  if (!bytes || !yaml_parser_initialize(&parser)) return 3;
  yaml_parser_set_input_string(&parser, bytes, size);

  long events = 0;
  yaml_event_type_t type;
  do {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) {
      fprintf(stderr, "%s:%zu: %s\n", arguments[1], parser.problem_mark.line + 1, parser.problem);
      return 1;
    }
    type = event.type;
    yaml_event_delete(&event);
    events++;
  } while (type != YAML_STREAM_END_EVENT);
  printf("%ld events\n", events);
  yaml_parser_delete(&parser);
  free(bytes);
  return 0;
}
