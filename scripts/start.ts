import { exitWith, hostsFromEnvironment, portFromEnvironment, serve } from './serve';

/** `npm start`: serves what `npm run build` made, on all addresses of this machine unless `HOST` names one. */
try {
	const address = await serve({ port: portFromEnvironment(), hosts: hostsFromEnvironment([undefined]) });
	console.log(`Yardstick is at ${address}`);
} catch (error) {
	exitWith(error);
}
