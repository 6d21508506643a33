import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { layOutChart } from './chart-layout.ts'
import { toPng, toSvg } from './chart-picture.ts'
import { strings } from './strings.en.ts'
import type { OpenChart } from './use-org-chart.ts'

/** Takes the chart that is open out as a picture. */
export function ChartExport({ chart }: { readonly chart: OpenChart }) {
  const drawn = () => ({ layout: layOutChart(chart.shown), model: chart.model, lines: chart.part.dotted_lines })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {strings.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save(new Blob([toSvg(drawn())], { type: 'image/svg+xml' }), 'svg')}>
          {strings.exports.svg}
        </Menu.Item>
        <Menu.Item onClick={() => void toPng(drawn()).then((blob) => save(blob, 'png'))}>
          {strings.exports.png}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function save(blob: Blob, ending: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${strings.file}.${ending}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
