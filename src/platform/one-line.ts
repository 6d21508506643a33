/**
 * A text from outside as a terminal can show it: control characters, which could steer the terminal, and line ends become
 * a space; marks that turn the direction of what stands beside them go (Unicode Standard Annex 9, section 2).
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}
