import { readFile, stat } from 'node:fs/promises'
import { checkPhotoBytes } from '../../face/index.ts'
import { Refused } from '../../kernel/index.ts'
import { pathInside } from '../path-inside.ts'

type PictureRefusalCode = 'FOLDER_MISSING' | 'FILE_MISSING' | 'FILE_OUTSIDE_FOLDER'

const refuse = (code: PictureRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<PictureRefusalCode>({ code, ...words })

/** Reads the pictures that a table names, from one folder and nowhere else. */
export type PictureFolder = {
  /** Refuses FILE_MISSING or FILE_OUTSIDE_FOLDER for the first name that is wrong, before any work is done. */
  readonly check: (files: readonly string[]) => Promise<void>
  readonly read: (file: string) => Promise<Uint8Array>
}

/** Refuses FOLDER_MISSING. */
export async function openPictureFolder(folder: string, option: string): Promise<PictureFolder> {
  const found = await stat(folder).catch(() => undefined)
  if (!found?.isDirectory())
    throw refuse('FOLDER_MISSING', {
      reason: `There is no folder ${folder}.`,
      needed: `Give the folder of the pictures with --${option}.`,
    })
  return {
    check: async (files) => {
      for (const file of new Set(files)) await sizeOf(folder, file)
    },
    read: async (file) => {
      // Looked at before reading: a file of gigabytes must not be taken into memory to be refused.
      checkPhotoBytes(await sizeOf(folder, file))
      return readFile(placeOf(folder, file))
    },
  }
}

async function sizeOf(folder: string, file: string): Promise<number> {
  const found = await stat(placeOf(folder, file)).catch(() => undefined)
  if (!found?.isFile())
    throw refuse('FILE_MISSING', {
      reason: `There is no file ${file} in ${folder}.`,
      needed: 'Put the picture there, or correct the table.',
    })
  return found.size
}

const placeOf = (folder: string, file: string): string => {
  const path = pathInside(folder, file)
  if (path !== undefined) return path
  throw refuse('FILE_OUTSIDE_FOLDER', {
    reason: `The file ${JSON.stringify(file)} lies outside the folder ${folder}.`,
    needed: 'Name pictures relative to the folder, inside it.',
  })
}
