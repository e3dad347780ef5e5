vcl 4.1;

# Start Varnish with "-p http_gzip_support=off": Tidings compresses, with Brotli too.

import directors;
import xkey;

probe ready {
    .url = "/readyz";
    .interval = 1s;
    .timeout = 2s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

# One for each server. With DRAIN_SECONDS=5 no request reaches one that stops.
backend one { .host = "127.0.0.1"; .port = "3000"; .probe = ready; }
backend two { .host = "127.0.0.1"; .port = "3001"; .probe = ready; }

# The addresses of the servers: only they may purge.
acl servers {
    "127.0.0.1";
}

sub vcl_init {
    new tidings = directors.round_robin();
    tidings.add_backend(one);
    tidings.add_backend(two);
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # Varnish adds the client to X-Forwarded-For: a comma means that a proxy with TLS passed the request on.
        if (client.ip !~ servers || req.http.X-Forwarded-For ~ "," || !req.http.xkey) {
            return (synth(403));
        }
        xkey.purge(req.http.xkey);
        return (synth(200));
    }
    set req.backend_hint = tidings.backend();
    # Tidings has no cookies, and sends three codings.
    unset req.http.Cookie;
    if (req.http.Accept-Encoding ~ "br") {
        set req.http.Accept-Encoding = "br";
    } else if (req.http.Accept-Encoding ~ "gzip") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
}

# The other server answers where this one cannot be reached.
sub vcl_backend_fetch {
    if (bereq.retries > 0) {
        set bereq.backend = tidings.backend();
    }
}

sub vcl_backend_error {
    if (bereq.retries < 2 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
}

sub vcl_deliver {
    # Only Varnish needs the tags.
    unset resp.http.xkey;
}
