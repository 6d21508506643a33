/** How many cases each file of cel-spec has in all (`tests/simple/testdata`), of which `cases/` has those within our profile. */
export const specificationFiles: Readonly<Record<string, number>> = {
  basic: 43,
  comparisons: 406,
  conversions: 109,
  fields: 60,
  fp_math: 30,
  integer_math: 64,
  lists: 39,
  logic: 30,
  macros: 44,
  optionals: 70,
  parse: 219,
  plumbing: 5,
  string: 51,
  string_ext: 209,
}
