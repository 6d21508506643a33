import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ActionResult } from './action-result.tsx'
import { strings } from './strings.en.ts'
import { useDemoAct } from './use-demo.ts'

/** Makes the mistake that the deletion guard is for, and undoes it. */
export function MistakeForm({ isMade }: { readonly isMade: boolean }) {
  const { mutate, isPending, data } = useDemoAct()
  const { mistake } = strings
  return (
    <>
      <Group justify="space-between" gap="md" align="center">
        <Text size="sm" maw={720}>
          {isMade ? mistake.made : mistake.text}
        </Text>
        <Group gap="md">
          {isMade && (
            <Anchor component={Link} to="/sync-runs/held" size="sm">
              {mistake.held}
            </Anchor>
          )}
          <Button
            color={isMade ? undefined : 'red'}
            variant={isMade ? 'filled' : 'light'}
            loading={isPending}
            onClick={() => mutate({ kind: isMade ? 'restore_role' : 'narrow_role' })}
          >
            {isMade ? mistake.undo : mistake.make}
          </Button>
        </Group>
      </Group>
      <ActionResult sentence={data?.sentence} />
    </>
  )
}
