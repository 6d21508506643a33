/** Why a case of CEL's conformance tests gives something else in our profile, with the cases, by the file of cel-spec. */
export type Deviation = {
  readonly title: string
  readonly text: string
  readonly cases: Readonly<Record<string, readonly string[]>>
}

/** All deviations from CEL within the part of it that our profile has. A test finds those that are missing here, and those that are none. */
export const deviations: readonly Deviation[] = [
  {
    title: 'What is missing is unknown',
    text: 'An attribute or element that is not there is unknown, not an error, so that a rule goes on where something else decides.',
    cases: {
      fields: [
        'map_fields/map_field_select_no_such_key',
        'qualified_identifier_resolution/int64_field_select_unsupported',
      ],
      lists: ['index/index_out_of_bounds'],
    },
  },
  {
    title: 'null is nothing',
    text: 'null is a missing attribute: it cannot be a value, be in a list, or be compared with.',
    cases: {
      basic: ['self_eval_zeroish/self_eval_null', 'reserved_const/null'],
      comparisons: [
        'eq_literal/eq_null',
        'eq_literal/eq_list_null',
        'eq_literal/not_eq_list_null',
        'eq_literal/eq_map_null',
        'eq_literal/not_eq_map_null',
        'eq_literal/not_eq_list_elem_null',
        'ne_literal/not_ne_null',
        'lt_literal/lt_null_unsupported',
        'gt_literal/gt_null_unsupported',
        'lte_literal/lte_null_unsupported',
        'gte_literal/gte_null_unsupported',
        'bound/null_eq_left_true',
        'bound/null_lt_right_no_such_overload',
      ],
    },
  },
  {
    title: 'One type of numbers',
    text: 'Numbers are those of JSON: `int` and `double` are one type, of 15 digits. `%` works with all of them, and nothing overflows.',
    cases: {
      basic: ['self_eval_nonzeroish/self_eval_int_negative_min'],
      conversions: [
        'double/int_min_exact',
        'double/int_max_exact',
        'double/int_range',
        'int/double_big_exact',
        'int/double_big_precision',
      ],
      fp_math: ['mod_not_support'],
      integer_math: ['int64_math/int64_overflow_mul_positive', 'int64_math/int64_overflow_mul_negative'],
    },
  },
  {
    title: 'No infinite numbers',
    text: 'What gives no finite number is an error: a division by zero, NaN, infinity.',
    cases: {
      comparisons: ['eq_literal/not_eq_double_nan', 'ne_literal/not_ne_double_nan', 'ne_literal/ne_double_nan'],
      fp_math: ['divide_zero', 'fp_overflow_positive', 'fp_overflow_negative'],
    },
  },
  {
    title: 'Keys are texts',
    text: 'The names of the attributes of an object are texts, as in JSON.',
    cases: {
      comparisons: [
        'eq_literal/eq_map_value_mixed_types',
        'eq_literal/not_eq_map_value_null',
        'ne_literal/not_ne_map_int_to_float',
      ],
      fields: [
        'map_fields/map_key_int64',
        'map_fields/map_key_bool',
        'map_fields/map_value_null',
        'map_fields/map_value_bool',
        'map_fields/map_value_float',
        'map_fields/map_value_int64',
        'in/singleton',
      ],
      lists: ['size/map'],
      macros: ['exists/map_key_type_shortcircuit', 'exists/map_key_type_exhaustive', 'exists_one/map_one'],
      parse: ['nest/map_literal', 'repeat/map_literal'],
    },
  },
  {
    title: 'Found before it runs',
    text: 'Unknown names and functions and operands of a wrong type are refused when an expression is saved, also where another part would decide.',
    cases: {
      basic: ['variables/unbound_is_runtime_error', 'functions/unbound_is_runtime_error'],
      logic: [
        'AND/short_circuit_type_left',
        'AND/short_circuit_type_right',
        'OR/short_circuit_type_left',
        'OR/short_circuit_type_right',
      ],
      optionals: ['optional_chaining_11'],
      parse: [
        'receiver_function_names/as',
        'receiver_function_names/break',
        'receiver_function_names/const',
        'receiver_function_names/continue',
        'receiver_function_names/else',
        'receiver_function_names/for',
        'receiver_function_names/function',
        'receiver_function_names/if',
        'receiver_function_names/import',
        'receiver_function_names/let',
        'receiver_function_names/loop',
        'receiver_function_names/package',
        'receiver_function_names/namespace',
        'receiver_function_names/return',
        'receiver_function_names/var',
        'receiver_function_names/void',
        'receiver_function_names/while',
      ],
    },
  },
  {
    title: 'Left out of the grammar',
    text: 'Numbers begin with a digit (`0.99`). Names that are no identifiers are written in brackets: `user["foo.txt"]`, not in backticks.',
    cases: {
      comparisons: ['gt_literal/not_gt_double'],
      fields: [
        'quoted_map_fields/field_access_slash',
        'quoted_map_fields/field_access_dot',
        'quoted_map_fields/has_field_slash',
        'quoted_map_fields/has_field_dot',
      ],
    },
  },
  {
    title: 'Places in a text',
    text: 'A place behind the end of a text counts as the end, and one before its beginning as the beginning.',
    cases: {
      string_ext: [
        'value_errors/indexof_out_of_range',
        'value_errors/lastindexof_negative_index',
        'value_errors/lastindexof_out_of_range',
        'value_errors/substring_out_of_range',
        'value_errors/substring_negative_index',
        'value_errors/substring_end_index_out_of_range',
        'value_errors/substring_begin_index_out_of_range',
        'value_errors/substring_end_index_greater_than_begin_index',
      ],
    },
  },
]
