import sharp from 'sharp'
import { cropFace, type Photo } from '../../face/index.ts'
import { isRefused } from '../../kernel/index.ts'
import { type Html, html } from '../../page/index.ts'
import { chosenFace } from '../chosen-face.ts'
import type { PictureSource } from '../make-templates.ts'

/** Small pictures by the name of their file, as data addresses. */
export type Thumbnails = ReadonlyMap<string, string>

const edgePx = 168

/** Head and shoulders of the face that was compared; the whole picture where none was found. Unreadable ones are left out. */
export async function makeThumbnails(files: readonly string[], source: PictureSource): Promise<Thumbnails> {
  const made = new Map<string, string>()
  for (const file of new Set(files)) {
    try {
      const jpeg = await thumbnailOf(await source.engine.readPhoto(await source.read(file)), source)
      made.set(file, `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`)
    } catch (error) {
      if (!isRefused(error)) throw error
    }
  }
  return made
}

async function thumbnailOf(photo: Photo, { engine }: PictureSource): Promise<Uint8Array> {
  const face = chosenFace(photo, await engine.findFaces(photo))
  if (face !== undefined) return cropFace(photo, { face, sizePx: edgePx })
  return sharp(photo.rgb, { raw: { width: photo.widthPx, height: photo.heightPx, channels: 3 } })
    .resize(edgePx, edgePx, { fit: 'contain', background: { r: 128, g: 128, b: 128 } })
    .jpeg({ quality: 85 })
    .toBuffer()
}

export type ShownPicture = { readonly file: string; readonly words: string }

/** Pictures side by side, with what the machine said below them. */
export const errorItem = (of: {
  readonly pictures: readonly ShownPicture[]
  readonly thumbnails: Thumbnails
  readonly tag: { readonly words: string; readonly right: boolean }
  readonly words: string
}): Html => html`<li class="error"><div class="faces">${of.pictures.map(({ file, words }) => pictureOf(file, words, of.thumbnails))}</div>
<p><span class="tag${of.tag.right ? ' right' : ''}">${of.tag.words}</span> ${of.words}</p></li>`

/** Such items below a title; nothing where there are none. */
export const errorList = (title: string, items: readonly Html[]): Html =>
  items.length === 0 ? html`` : html`<h3>${title}</h3><ul class="errors">${items}</ul>`

/** A picture that gave no template, and what that means for the count. */
export const withoutTemplateItem = (picture: ShownPicture, of: { thumbnails: Thumbnails; words: string }) =>
  errorItem({
    pictures: [picture],
    thumbnails: of.thumbnails,
    tag: { words: 'No face was found, or the file could not be read.', right: false },
    words: of.words,
  })

function pictureOf(file: string, words: string, thumbnails: Thumbnails): Html {
  const address = thumbnails.get(file)
  const image =
    address === undefined
      ? html`<div class="blank">cannot be shown</div>`
      : html`<img src="${address}" alt="${words}: ${file}" width="${edgePx}" height="${edgePx}">`
  return html`<div>${image}<span>${words}</span><span>${file}</span></div>`
}
