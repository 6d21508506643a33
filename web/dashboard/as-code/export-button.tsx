import { Button, Tooltip } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

/** Saves what is in effect as files, in one archive. */
export function ExportButton({ organization }: { readonly organization: string }) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const save = async () => {
    const call = () => api.get('/organizations/{id}/overlay/export', { path: { id: organization } })
    const result = await run(call, { done: ({ files }) => strings.exported(files.length) })
    if (!result.isDone) return
    const { tarOf } = await import('./tar-of.ts')
    const archive = new Blob([tarOf(result.answer.files)], { type: 'application/x-tar' })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(archive)
    link.download = 'muster-config.tar'
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  }
  return (
    <Tooltip label={strings.exportHint}>
      <Button
        variant="default"
        loading={isBusy}
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => void save()}
      >
        {strings.export}
      </Button>
    </Tooltip>
  )
}
