// The little of saxen that tests use; it comes without types.
declare module "saxen" {
  export class Parser {
    on(event: string, listener: (...args: any[]) => void): void;
    parse(xml: string): void;
  }
}
