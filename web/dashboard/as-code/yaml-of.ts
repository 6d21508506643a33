/** A value as YAML of the block style, for people to copy into a file. */
export function yamlOf(value: unknown, depth = 0): string {
  const indent = '  '.repeat(depth)
  if (Array.isArray(value)) {
    return value
      .map((one) => `${indent}- ${isNested(one) ? yamlOf(one, depth + 1).trimStart() : scalar(one)}`)
      .join('\n')
  }
  if (typeof value !== 'object' || value === null) return `${indent}${scalar(value)}`
  const entries = Object.entries(value)
  return entries
    .map(([key, one]) =>
      isNested(one) ? `${indent}${key}:\n${yamlOf(one, depth + 1)}` : `${indent}${key}: ${scalar(one)}`,
    )
    .join('\n')
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

// Words that YAML would read as something else than the text that they are.
const special = /^(?:|true|false|null|yes|no|on|off|~|[-+.\d].*)$/i
const plain = /^[A-Za-z_/][\w ./@()+-]*$/

function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null'
  return plain.test(value) && !special.test(value) && !value.endsWith(' ') ? value : JSON.stringify(value)
}
