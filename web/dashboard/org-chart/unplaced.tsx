import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { formatNumber } from '../../shared/format.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const UnplacedPanel = lazy(async () => ({ default: (await import('./unplaced-panel.tsx')).UnplacedPanel }))

type UnplacedProps = { readonly organization: string; readonly onChoose: (id: string) => void }

/** Says for how many people the chart has no place, and opens who they are. */
export function Unplaced({ organization, onChoose }: UnplacedProps) {
  const [wasOpened, setWasOpened] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const { data } = useApiQuery('/organizations/{id}/org_chart/unplaced/count', { path: { id: organization } })
  if (!data || data.count === 0) return null
  const open = () => {
    setWasOpened(true)
    setOpen(true)
  }
  return (
    <>
      <Button variant="subtle" color="gray" onClick={open}>
        {strings.unplaced.button(`${formatNumber(data.count)}${data.is_exact ? '' : '+'}`)}
      </Button>
      {wasOpened && (
        <Suspense>
          <UnplacedPanel
            organization={organization}
            isOpen={isOpen}
            onClose={() => setOpen(false)}
            onChoose={(id) => {
              setOpen(false)
              onChoose(id)
            }}
          />
        </Suspense>
      )}
    </>
  )
}
