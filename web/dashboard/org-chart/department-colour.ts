const colours = [
  'blue',
  'teal',
  'grape',
  'orange',
  'cyan',
  'pink',
  'lime',
  'indigo',
  'yellow',
  'violet',
  'green',
  'red',
]

/** The colour of a department: always the same for the same name. None for somebody without one. */
export function departmentColour(department: string | null): string {
  if (!department) return 'gray'
  let sum = 7
  for (const letter of department) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521
  return colours[sum % colours.length] ?? 'gray'
}
