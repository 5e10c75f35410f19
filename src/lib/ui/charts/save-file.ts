/** Hands a file to the browser to save. Signs that file systems refuse become hyphens. */
export function saveFile(content: Blob | string, name: string, type: string): void {
	const address = URL.createObjectURL(new Blob([content], { type }));
	const link = document.createElement('a');
	link.href = address;
	link.download = safeFileName(name);
	link.click();
	// The download has begun by the next task; the address must live until then.
	setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export const safeFileName = (name: string): string =>
	name
		.replace(/[^\p{L}\p{N}._-]+/gu, '-')
		.replace(/^[.-]+|-+(?=\.)|-+$/g, '')
		.slice(0, 120) || 'chart';
