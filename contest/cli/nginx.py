"""nginx in front of several application processes: its configuration and a certificate of its own."""

import os
import subprocess
from pathlib import Path

import flask_bootstrap

from contest.settings import ROOT, Settings

_MASK = 0o005  # what others need to read a folder

_CONFIGURATION = """\
user {user};
worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 8192; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    server_tokens off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/unused;
    uwsgi_temp_path {folder}/unused;
    scgi_temp_path {folder}/unused;

    # A person with one page open needs little; a whole office behind one address needs much. So sizes
    # and times are limited, never the number of requests of an address.
    client_max_body_size {upload};
    client_body_timeout 20s;
    client_header_timeout 20s;
    send_timeout 30s;
    keepalive_timeout 65s;
    keepalive_requests 10000;
    large_client_header_buffers 4 8k;

    gzip on;
    gzip_vary on;
    gzip_proxied any;
    gzip_min_length 1024;
    gzip_comp_level 4;
    gzip_types text/css text/javascript application/javascript application/json image/svg+xml;

    # An address that changes with its content may be kept for a year.
    map $arg_v $kept {{
        "" "no-cache";
        default "public, max-age=31536000, immutable";
    }}

    upstream app {{
        least_conn;
{servers}
        keepalive 64;
    }}

    server {{
        listen {listen} ssl http2;
        ssl_certificate {folder}/tls.crt;
        ssl_certificate_key {folder}/tls.key;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_session_cache shared:tls:20m;
        ssl_session_timeout 1h;
        add_header Strict-Transport-Security "max-age=31536000" always;

        location /static/ {{
            root {root};
            try_files $uri @app;
            add_header Cache-Control $kept;
            add_header X-Content-Type-Options nosniff;
        }}
        location /bootstrap/static/ {{
            alias {bootstrap}/;
            add_header Cache-Control $kept;
            add_header X-Content-Type-Options nosniff;
        }}
        location = /metrics {{ return 404; }}
        location / {{ try_files /unused @app; }}
        location @app {{
            proxy_pass http://app;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Request-Id $request_id;
            proxy_connect_timeout 2s;
            proxy_read_timeout 60s;
            # A process that just died: another answers. Only what may be repeated without harm is: reading,
            # and saving (PUT), which carries its own number; POST never, once it has been sent.
            proxy_next_upstream error;
            proxy_next_upstream_tries 2;
            error_page 502 504 = @away;
        }}
        location @away {{
            internal;
            default_type "text/html; charset=utf-8";
            add_header Retry-After 5 always;
            add_header Cache-Control no-store always;
            return 503 "<!doctype html><html lang=\\"vi\\"><meta charset=\\"utf-8\\"><title>Vui lòng chờ</title>
<h1>Hệ thống đang khởi động lại</h1><p>Bài làm đã lưu vẫn còn. Vui lòng tải lại trang sau vài giây.</p></html>";
        }}
    }}
}}
"""


def prepare(folder: Path, listen: str, apps: list[int], settings: Settings) -> list[str]:
    """Write configuration and, where there is none, a certificate; the command that runs nginx."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "tls.crt").exists():
        certificate(folder)
    bootstrap = Path(flask_bootstrap.__file__).parent / "static"
    readable = all(_may_be_read(place) for place in (ROOT / "static", bootstrap))
    text = _CONFIGURATION.format(
        user="www-data" if readable else "root",
        folder=folder,
        root=ROOT,
        bootstrap=bootstrap,
        upload=settings.max_upload + 1024 * 1024,
        listen=listen,
        servers="\n".join(f"        server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;" for port in apps),
    )
    (folder / "nginx.conf").write_text(text)
    return ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "nginx.log"), "-g", "daemon off;"]


def certificate(folder: Path) -> None:
    """A self-signed one for this machine alone: `tls.crt`, `tls.key`."""
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-days", "365", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
    files = ["-keyout", str(folder / "tls.key"), "-out", str(folder / "tls.crt")]
    subprocess.run([*made, *files], check=True, capture_output=True)
    os.chmod(folder / "tls.key", 0o600)


def _may_be_read(place: Path) -> bool:
    """By an account that is not ours."""
    return all(one.stat().st_mode & _MASK == _MASK or one == one.parent for one in [place, *place.parents])
