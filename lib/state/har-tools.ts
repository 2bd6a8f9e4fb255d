import { fileName } from '../har/file-name'
import { previewRedaction } from '../har/preview-redaction'
import { serialiseHar } from '../har/serialise'
import { writeHar } from '../har/write'
import type { HarTools } from './export-state'

/** Writes with the HAR room; `version` names the creator in the file. */
export const createHarTools = (version: string): HarTools => ({
  write: (streams, { redact }) => serialiseHar(writeHar(streams, { creatorVersion: version, redact })),
  fileName,
  countCredentials: streams => previewRedaction(streams).length,
})
