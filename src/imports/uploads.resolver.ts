// Pasting a filled-in questionnaire over the API.
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { signedIn, type Visit } from "../people/visit.ts";
import { orProblems } from "../platform/payload.ts";
import { answerOf } from "./upload-answer.ts";
import type { Uploads } from "./uploads.ts";
import { GraphQLPastedText, ImportPayload } from "./uploads.type.ts";

@Resolver()
export class UploadsResolver {
  readonly #uploads: Uploads;
  constructor(uploads: Uploads) {
    this.#uploads = uploads;
  }

  @Mutation(() => ImportPayload, {
    description:
      "Aus dem Text ausgefüllter Fragebögen Entwürfe machen, alle oder keinen. Derselbe Bogen ergibt keinen zweiten Entwurf. Dateien: POST /contributions/import?name=…",
  })
  async importText(
    @Ctx() visit: Visit,
    @Arg("text", () => GraphQLPastedText) text: string,
    @Arg("organisation", () => String, { nullable: true, description: "Kurzname; ohne: die eigene" })
    organisation: string | null,
  ): Promise<ImportPayload> {
    const bytes = new TextEncoder().encode(text);
    const receive = async () => ({ name: "eingefügter Text", bytes, format: "text" });
    const { drafts = [], problems } = await orProblems(() =>
      this.#uploads.take(signedIn(visit), organisation ?? null, receive),
    );
    return { ...answerOf(drafts, []), problems };
  }
}
