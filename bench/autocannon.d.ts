// The part of autocannon that the benchmarks use; it brings no types of its own.
declare module "autocannon" {
  interface Options {
    url: string;
    connections: number;
    /** Requests in all; the run ends when the last one is answered. */
    amount: number;
    /** Milliseconds between looks whether it has; 1000 unless told, which would round short runs up. */
    sampleInt: number;
    method: "POST";
    headers: Record<string, string>;
    /** Each connection sends these in turn. */
    requests: { body: string }[];
  }
  interface Result {
    /** Milliseconds. */
    latency: { p50: number; p97_5: number };
    /** Seconds. */
    duration: number;
    errors: number;
    timeouts: number;
    non2xx: number;
    "2xx": number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
