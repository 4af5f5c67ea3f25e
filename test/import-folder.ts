import { copyFile, mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { demoPeople } from './run-casebound.ts'

export type DemoRow = {
  file: string
  bookingNumber: string
  personId: string
  bookedOn: string
  birthDate: string
  sex: string
}
export const heading = 'file,booking_number,person_id,booked_on,birth_date,sex,agency'

/** Good rows of the synthetic manifest, in its order. */
export async function goodRows(count: number): Promise<readonly DemoRow[]> {
  const text = await readFile(join(demoPeople, 'bookings.csv'), 'utf8')
  return text
    .trim()
    .split('\n')
    .slice(1, count + 1)
    .map((line) => {
      const [file = '', bookingNumber = '', personId = '', bookedOn = '', birthDate = '', sex = ''] =
        line.split(',')
      return { file, bookingNumber, personId, bookedOn, birthDate, sex }
    })
}

/** Writes a folder of photographs with its manifest; `rows` are lines below the heading. */
export async function writeImport(
  folder: string,
  of: { photos: readonly DemoRow[]; rows: readonly string[] },
): Promise<string> {
  await mkdir(join(folder, 'bookings'), { recursive: true })
  for (const { file } of of.photos) await copyFile(join(demoPeople, file), join(folder, file))
  const manifest = join(folder, 'bookings.csv')
  await writeFile(manifest, `${[heading, ...of.rows].join('\n')}\n`)
  return manifest
}

export const rowLine = (row: DemoRow, change: Partial<DemoRow> = {}): string => {
  const { file, bookingNumber, personId, bookedOn, birthDate, sex } = { ...row, ...change }
  return [file, bookingNumber, personId, bookedOn, birthDate, sex, 'DEMO-SO'].join(',')
}

/** A file that claims two gigabytes and takes up nothing on the disk. */
export async function writeHugeFile(path: string): Promise<void> {
  const file = await open(path, 'w')
  await file.truncate(2 * 1024 ** 3)
  await file.close()
}

/** A small file whose header announces a picture of 30,000 by 30,000 pixels. */
export async function writePngBomb(path: string): Promise<void> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(30_000, 0)
  header.writeUInt32BE(30_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = deflateSync(Buffer.alloc(1_000_000))
  await writeFile(
    path,
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]),
  )
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
