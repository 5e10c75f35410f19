/** The bundled program of a worker thread, as text: see `scripts/build/worker-source.ts`. */
declare module '*?worker-source' {
	const program: string;
	export default program;
}
