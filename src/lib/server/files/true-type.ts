import { fileTypeFromBuffer } from 'file-type';

/** Streams that Word, Excel and PowerPoint keep in the container that their old formats share with installers and thumbnails. */
const oldOffice = [
	['WordDocument', 'application/msword'],
	['Workbook', 'application/vnd.ms-excel'],
	['Book', 'application/vnd.ms-excel'],
	['PowerPoint Document', 'application/vnd.ms-powerpoint']
] as const;

/** What bytes are, whatever the file is called; undefined where they look like nothing that is known (plain text among it). */
export async function trueTypeOf(bytes: Uint8Array): Promise<string | undefined> {
	const type = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
	return type === 'application/x-cfb' ? (oldOfficeType(bytes) ?? type) : type;
}

function oldOfficeType(bytes: Uint8Array): string | undefined {
	const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	// Names in the container's directory are UTF-16, ended by a zero.
	return oldOffice.find(([name]) => haystack.includes(Buffer.from(`${name}\0`, 'utf16le')))?.[1];
}
