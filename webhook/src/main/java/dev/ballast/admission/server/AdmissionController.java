package dev.ballast.admission.server;

import dev.ballast.admission.Door;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;

/**
 * The two paths. A decision is some tenths of a millisecond of computing and waits for nothing, so
 * it runs on the event loop.
 */
@Controller
final class AdmissionController {
  private static final byte[] NOTHING = new byte[0];

  private final DoorKeeper keeper;

  AdmissionController(DoorKeeper keeper) {
    this.keeper = keeper;
  }

  @Post("/mutate")
  @Consumes(MediaType.ALL)
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> mutate(@Body byte[] body) {
    return response(Door.MUTATE, body);
  }

  @Post("/validate")
  @Consumes(MediaType.ALL)
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> validate(@Body byte[] body) {
    return response(Door.VALIDATE, body);
  }

  private HttpResponse<byte[]> response(Door door, byte[] body) {
    Reply reply = keeper.answer(door, body);
    var response =
        HttpResponse.<byte[]>status(HttpStatus.valueOf(reply.status())).body(reply.body());
    return keeper.isLeaving() ? response.header(HttpHeaders.CONNECTION, "close") : response;
  }

  /** A request without a body never gets to the methods above. */
  @Error(global = true, exception = UnsatisfiedRouteException.class)
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> nothing(HttpRequest<?> request) {
    boolean mutates = request.getPath().equals("/mutate");
    return response(mutates ? Door.MUTATE : Door.VALIDATE, NOTHING);
  }

  @Error(global = true, exception = ContentLengthExceededException.class)
  @Produces(MediaType.TEXT_PLAIN)
  HttpResponse<String> tooLarge() {
    return HttpResponse.status(HttpStatus.REQUEST_ENTITY_TOO_LARGE)
        .body("an admission review may have at most 7 MiB; an object has far less");
  }
}
