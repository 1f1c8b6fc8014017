package io.surety.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether anybody listens on a port of this machine. */
final class PortProbe {

    private static final int WAIT_MILLIS = 1000;

    private PortProbe() {}

    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("localhost"), port), WAIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
