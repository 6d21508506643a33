import { useCallback } from 'react'
import { useOperator } from '../use-operator.ts'

/** Guides speak of Muster; who set the portal's name is spoken of instead. */
export function useBranded(): (text: string) => string {
  const { name } = useOperator().branding
  return useCallback((text: string) => (name === null ? text : text.replaceAll(/\bMuster\b/g, () => name)), [name])
}
