vcl 4.1;
# Varnish (6.0 or later, with vmod xkey of varnish-modules) in front of the newsroom. Start it with two stores, so that
# pages made for questions push out no article:
#   varnishd -a :80 -f varnish.vcl -s default=malloc,512m -s asked=malloc,64m
# Tell the newsroom its address: PURGE_URL=http://varnish/

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 60s;
    .probe = {
        # Asked with the Host it is reached by: add that name to ALLOWED_HOSTS.
        .url = "/health/live/";
        .interval = 2s;
        .timeout = 2s;
        .window = 3;
        .threshold = 2;
    }
}

acl newsroom {
    "127.0.0.1";
    "::1";
    "10.0.0.0"/8;
    "172.16.0.0"/12;
    "192.168.0.0"/16;
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # A comma: it came through a proxy, so the address is not that of who asks.
        if (client.ip !~ newsroom || req.http.X-Forwarded-For ~ ",") {
            return (synth(405, "Not allowed"));
        }
        # Soft: what is forgotten may still be shown while the newsroom is away.
        set req.http.X-Forgotten = xkey.softpurge(req.http.xkey);
        return (synth(200, "Forgotten: " + req.http.X-Forgotten));
    }
    if (req.restarts == 0) {
        unset req.http.X-Again;
    }
    # While the newsroom answers, nobody is given a page that it has told us to forget.
    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    } else {
        set req.grace = 24h;
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.http.Cookie ~ "(^|; ?)sessionid=" || req.http.Authorization || req.url ~ "^/(quan-tri|xem-truoc|health)/") {
        return (pass);
    }
    unset req.http.Cookie;
    # By these others count their readers; they make no second copy of a page.
    set req.url = regsuball(req.url, "([?&])(utm_[a-z_]+|fbclid|gclid|gbraid|wbraid|msclkid|zarsrc|mibextid|igsh|si|_gl)=[^&]*", "\1");
    set req.url = regsub(regsub(regsuball(req.url, "&&+", "&"), "\?&", "?"), "[?&]+$", "");
    return (hash);
}

sub vcl_backend_response {
    if (beresp.status >= 500 && !bereq.uncacheable && (bereq.is_bgfetch || !bereq.http.X-Again)) {
        return (abandon);
    }
    # Kept is only what the newsroom says is for everybody: not what carries parameters that no page knows.
    if (beresp.http.Cache-Control !~ "public" || beresp.http.Set-Cookie) {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        set beresp.keep = 0s;
        return (deliver);
    }
    if (bereq.url ~ "\?") {
        set beresp.storage = storage.asked;
    } else {
        set beresp.storage = storage.default;
    }
    if (bereq.url !~ "^/static/") {
        # Pictures too: that of a withdrawn article must go.
        set beresp.http.xkey = "bao " + beresp.http.Surrogate-Key;
    }
    set beresp.grace = 24h;
    set beresp.keep = 24h;
}

sub vcl_backend_error {
    return (abandon);
}

sub vcl_synth {
    # The newsroom has failed: what is kept of before is better than nothing, its own words better than ours.
    if (resp.status == 503 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")) {
        set req.http.X-Again = "1";
        return (restart);
    }
    if (resp.status == 503) {
        set resp.http.Content-Type = "text/html; charset=utf-8";
        set resp.http.Retry-After = "30";
        synthetic({"<!doctype html><html lang="vi"><meta charset="utf-8"><title>Trang báo tạm thời chưa trả lời</title>
<h1>Trang báo tạm thời chưa trả lời</h1><p>Xin bạn đọc thử lại sau ít phút.</p></html>"});
        return (deliver);
    }
}

sub vcl_deliver {
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
