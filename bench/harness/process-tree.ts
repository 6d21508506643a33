import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

interface ProcessStat {
  readonly parent: number
  readonly cpuTicks: number
}

const TICKS_PER_SECOND = readTicksPerSecond()

/**
 * Milliseconds of CPU (user and system) that a process, its children and the children it has already buried have used.
 * Undefined where there is no `/proc`.
 */
export function cpuMilliseconds(pid: number): number | undefined {
  const stats = readProcesses()
  if (!stats.has(pid)) return undefined
  const ticks = treeOf(pid, stats).reduce((sum, member) => sum + (stats.get(member)?.cpuTicks ?? 0), 0)
  return (ticks * 1000) / TICKS_PER_SECOND
}

/** Resident memory of a process and its children in MB. Undefined where there is no `/proc`. */
export function residentMegabytes(pid: number): number | undefined {
  const stats = readProcesses()
  if (!stats.has(pid)) return undefined
  const kilobytes = treeOf(pid, stats).reduce((sum, member) => sum + readResidentKilobytes(member), 0)
  return kilobytes / 1024
}

/** The parent of a process, or undefined when the process is not on this machine. */
export function parentOf(pid: number): number | undefined {
  return readStat(String(pid))?.parent
}

/** The name of a process's program, as the kernel knows it; empty when the process is not on this machine. */
export function programOf(pid: number): string {
  return readText(`/proc/${pid}/comm`).trim()
}

function treeOf(root: number, stats: ReadonlyMap<number, ProcessStat>): number[] {
  const members = [root]
  for (const member of members) {
    for (const [pid, { parent }] of stats) if (parent === member) members.push(pid)
  }
  return members
}

function readProcesses(): Map<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>()
  for (const name of listProcesses()) {
    const stat = readStat(name)
    if (stat) stats.set(Number(name), stat)
  }
  return stats
}

function listProcesses(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

function readStat(pid: string): ProcessStat | undefined {
  const text = readText(`/proc/${pid}/stat`)
  // The program's name is in parentheses and may hold blanks; the numbered fields of proc(5) follow it, from 3 on.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (fields.length < 15) return undefined
  const [userTime, systemTime, buriedUserTime, buriedSystemTime] = fields.slice(11, 15).map(Number)
  const cpuTicks = (userTime ?? 0) + (systemTime ?? 0) + (buriedUserTime ?? 0) + (buriedSystemTime ?? 0)
  return { parent: Number(fields[1]), cpuTicks }
}

function readResidentKilobytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readText(`/proc/${pid}/status`))?.[1] ?? 0)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process has ended between two reads, or there is no /proc.
    return ''
  }
}

function readTicksPerSecond(): number {
  try {
    return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  } catch {
    return 100
  }
}
