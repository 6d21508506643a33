import { convertText } from './convert-text.ts'
import { type Convert, quoted } from './converted.ts'

/**
 * Phone numbers in E.164 (`+4930123456`) where the country is written with them; others stay as they are, with a problem,
 * because nothing says in which country they are dialed.
 */
export const convertPhone: Convert = (value) => {
  const converted = convertText('nfc', 64)(value)
  if (typeof converted.value !== 'string') return converted
  const number = toE164(converted.value)
  if (number) return { value: number }
  const text = `${quoted(converted.value)} does not begin with + and the country, so it is kept as it is`
  return { value: converted.value, problem: { code: 'not_a_phone', text } }
}

function toE164(text: string): string | null {
  const dialed = text
    .replace(/^tel:/i, '')
    .replace(/\(0\)/, '')
    .replace(/[\s()./\u2010-\u2015-]/g, '')
    .replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(dialed) ? dialed : null
}
