import { Alert } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { Allowed } from './use-allowed.ts'

/** Says why nothing can be changed here; nothing where it can. */
export function ReasonNotice({ allowed }: { readonly allowed: Allowed }) {
  if (allowed.may || allowed.reason === null) return null
  return (
    <Alert color="gray" variant="light" icon={<IconLock size={18} aria-hidden />}>
      {allowed.reason}
    </Alert>
  )
}
