#define _GNU_SOURCE
/* An SMTP server that takes everything and keeps nothing. Prints its port, then serves one connection after another. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static char buffer[1 << 20];
static size_t filled;

static void say(int client, const char *reply) {
    if (write(client, reply, strlen(reply)) < 0) perror("write");
}

/* Takes complete commands, or a complete content, out of the buffer. Returns whether the content is what comes next. */
static int answer(int client, int in_content) {
    for (;;) {
        const char *end_mark = in_content ? "\r\n.\r\n" : "\r\n";
        char *end = memmem(buffer, filled, end_mark, strlen(end_mark));
        if (!end) return in_content;
        if (in_content) {
            say(client, "250 2.0.0 OK\r\n");
            in_content = 0;
        } else if (strncasecmp(buffer, "DATA", 4) == 0) {
            say(client, "354 go on\r\n");
            in_content = 1;
        } else if (strncasecmp(buffer, "QUIT", 4) == 0) {
            say(client, "221 bye\r\n");
        } else {
            say(client, "250 OK\r\n");
        }
        size_t taken = (size_t)(end - buffer) + strlen(end_mark);
        filled -= taken;
        memmove(buffer, buffer + taken, filled);
    }
}

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 16)) return 1;
    getsockname(listener, (struct sockaddr *)&address, &length);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        int client = accept(listener, NULL, NULL), in_content = 0;
        ssize_t count;
        say(client, "220 sink ESMTP\r\n");
        filled = 0;
        while (filled < sizeof buffer && (count = read(client, buffer + filled, sizeof buffer - filled)) > 0) {
            filled += (size_t)count;
            in_content = answer(client, in_content);
        }
        close(client);
    }
}
