/** A digest whose kind is said: publishers pin what they pin. */
export type PinnedDigest = { readonly algorithm: 'sha256' | 'sha384' | 'sha512'; readonly hex: string }

/** A published recogniser that can be fetched: where, how large, with which digest, under which licence. */
export type KnownModel = {
  readonly name: string
  readonly words: string
  readonly licence: string
  readonly licenceAddress: string
  readonly address: string
  /** Hosts, and the hosts below them, to which that address may redirect. */
  readonly redirectHosts: readonly string[]
  readonly sizeBytes: number
  readonly digest: PinnedDigest
  readonly preset: string
}

/**
 * Only what is truly known: each address names a fixed revision, and size and digest are those that its publisher or several
 * independent users of it state (decision 0033). Nothing is fetched but by `casebound models pull`.
 */
export const knownModels: readonly KnownModel[] = [
  {
    name: 'sface-2021dec',
    words: 'SFace of the OpenCV Zoo: 112 px, 128 numbers, 37 MiB',
    licence: 'Apache-2.0',
    licenceAddress:
      'https://github.com/opencv/opencv_zoo/blob/47534e27c9851bb1128ccc0102f1145e27f23f98/models/face_recognition_sface/LICENSE',
    address:
      'https://media.githubusercontent.com/media/opencv/opencv_zoo/47534e27c9851bb1128ccc0102f1145e27f23f98/models/face_recognition_sface/face_recognition_sface_2021dec.onnx',
    redirectHosts: [],
    sizeBytes: 38_696_353,
    digest: {
      algorithm: 'sha256',
      hex: '0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79',
    },
    preset: 'arcface-112',
  },
  {
    name: 'auraface-v1',
    words: 'AuraFace v1 of fal: 112 px, 512 numbers, 249 MiB',
    licence: 'Apache-2.0',
    licenceAddress:
      'https://huggingface.co/fal/AuraFace-v1/blob/af6d057c9b0ec4071d4c49c80e3539258798b609/LICENSE.md',
    address:
      'https://huggingface.co/fal/AuraFace-v1/resolve/af6d057c9b0ec4071d4c49c80e3539258798b609/glintr100.onnx',
    redirectHosts: ['huggingface.co', 'hf.co'],
    sizeBytes: 260_694_151,
    digest: {
      algorithm: 'sha256',
      hex: 'a7933ea5330113b01c9b60351d8f4c33003f145d8470ac5f0e52ee2effe25c60',
    },
    preset: 'arcface-112',
  },
]
