import { Checkbox, Group, Input, Paper, Radio, Stack, Text } from '@mantine/core'
import type { ApiKey } from '../../shared/api-types.ts'
import { useSession } from '../session.ts'
import { strings } from './strings.en.ts'

const words = strings.keys.form

export type Permission = ApiKey['permissions'][number]

/** All permissions by what they are about, in the order in which the areas are named. */
export function permissionsByArea(
  permissions: readonly string[],
): readonly (readonly [area: string, deeds: string[]])[] {
  const areas = Object.keys(strings.areas)
  return areas.flatMap((area) => {
    const deeds = permissions.filter((one) => one.startsWith(`${area}:`)).map((one) => one.slice(area.length + 1))
    return deeds.length > 0 ? [[area, deeds] as const] : []
  })
}

type PermissionPickerProps = {
  readonly all: readonly string[]
  readonly value: readonly string[]
  readonly error?: string | null
  readonly onChange: (permissions: readonly string[]) => void
}

/** Chooses what a key may do: everything, or single permissions by area. What the reader lacks cannot be given. */
export function PermissionPicker({ all, value, error, onChange }: PermissionPickerProps) {
  const own = useSession().data?.permissions ?? []
  const isFull = value.includes('*')
  return (
    <Input.Wrapper label={words.access} labelElement="div" error={error}>
      <Radio.Group
        aria-label={words.access}
        value={isFull ? 'full' : 'chosen'}
        onChange={(kind) => onChange(kind === 'full' ? ['*'] : [])}
        my="xs"
      >
        <Stack gap="xs">
          <Radio value="full" label={words.full} description={words.fullHint} disabled={own.length < all.length} />
          <Radio value="chosen" label={words.chosen} />
        </Stack>
      </Radio.Group>
      {!isFull && (
        <Paper withBorder p="sm">
          <Stack gap={10}>
            {permissionsByArea(all).map(([area, deeds]) => (
              <AreaRow key={area} area={area} deeds={deeds} own={own} value={value} onChange={onChange} />
            ))}
          </Stack>
        </Paper>
      )}
    </Input.Wrapper>
  )
}

type AreaRowProps = Pick<PermissionPickerProps, 'value' | 'onChange'> & {
  readonly area: string
  readonly deeds: readonly string[]
  readonly own: readonly string[]
}

function AreaRow({ area, deeds, own, value, onChange }: AreaRowProps) {
  const name = strings.areas[area] ?? area
  const toggle = (permission: string, isOn: boolean) =>
    onChange(isOn ? [...value, permission] : value.filter((one) => one !== permission))
  return (
    <Group gap="md" justify="space-between" wrap="nowrap">
      <Text size="sm">{name}</Text>
      <Group gap="md" wrap="nowrap">
        {deeds.map((deed) => {
          const permission = `${area}:${deed}`
          const isOwn = own.includes(permission)
          const word = words[deed as 'read' | 'write' | 'decide' | 'create' | 'approve' | 'apply'] ?? deed
          return (
            <Checkbox
              key={deed}
              size="xs"
              label={word}
              aria-label={`${name}: ${word}`}
              title={isOwn ? undefined : words.lacking}
              disabled={!isOwn}
              checked={value.includes(permission)}
              onChange={(event) => toggle(permission, event.currentTarget.checked)}
            />
          )
        })}
      </Group>
    </Group>
  )
}
