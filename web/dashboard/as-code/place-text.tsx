import { Group, Text, Tooltip } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import classes from './plan.module.css'
import { strings } from './strings.en.ts'

type Place = { readonly file: string; readonly line: number }

/** A place in a file, `teams/platform.yaml:3`. */
export function PlaceText({ place }: { readonly place: Place | null }) {
  if (!place) return null
  return (
    <Text span c="dimmed" className={classes.place}>
      {place.file}:{place.line}
    </Text>
  )
}

/** The same with the lock of what is managed by code. */
export function LockedPlace({ place }: { readonly place: Place }) {
  return (
    <Group gap={6} wrap="nowrap">
      <Tooltip label={strings.managed.lock(`${place.file}:${place.line}`)}>
        <IconLock
          size={14}
          stroke={1.8}
          role="img"
          aria-label={strings.managed.lock(`${place.file}:${place.line}`)}
          style={{ flexShrink: 0, opacity: 0.7 }}
        />
      </Tooltip>
      <PlaceText place={place} />
    </Group>
  )
}
