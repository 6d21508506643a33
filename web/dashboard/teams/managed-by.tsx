import { Group, Text, Tooltip } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { MemberObject } from '../../shared/api-types.ts'
import { strings } from './strings.en.ts'

type ManagedByProps = { readonly place: MemberObject['managed_by']; readonly isWide?: boolean }

/** Where an object is declared: in a file, which locks what it says, or nowhere. */
export function ManagedBy({ place, isWide = false }: ManagedByProps) {
  if (!place) {
    return (
      <Text size="sm" c="dimmed" component="span">
        {strings.source.byHand}
      </Text>
    )
  }
  const at = placeText(place)
  return (
    <Tooltip label={strings.source.code(at)} disabled={isWide}>
      <Group gap={4} wrap="nowrap" component="span" style={{ display: 'inline-flex', minWidth: 0 }}>
        <IconLock size={14} stroke={1.8} aria-hidden style={{ flexShrink: 0, opacity: 0.7 }} />
        <Text size="sm" component="span" truncate title={at}>
          {isWide ? strings.source.code(at) : at}
        </Text>
      </Group>
    </Tooltip>
  )
}

/** `directory: teams/platform.yaml:1` */
export function placeText({ repository, file, line }: NonNullable<MemberObject['managed_by']>): string {
  return `${repository ? `${repository}: ` : ''}${file}:${line}`
}
