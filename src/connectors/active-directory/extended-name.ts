/** A name as the control for extended names gives it. */
export type ExtendedName = { readonly guid: string | null; readonly name: string }

/** Reads `<GUID=…>;<SID=…>;CN=Ada,DC=corp`, and plain names too, which servers give for what is not an object of theirs. */
export function parseExtendedName(text: string): ExtendedName {
  const guid = /^<GUID=([0-9a-f-]{36})>/i.exec(text)?.[1]?.toLowerCase() ?? null
  return { guid, name: text.replace(/^(?:<(?:GUID|SID)=[^>]*>;?)+/i, '') }
}
